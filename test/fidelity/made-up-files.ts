/** Two rows of every format, made up: in the shape of what is measured, never copied from it. */
export const madeUpFiles: Readonly<Record<string, string>> = {
  gemm: `gpu,runtime,dtype,m,n,k,latency_ms
a100_sxm,vllm,bfloat16,16,4096,4096,0.03
a100_sxm,vllm,bfloat16,4096,4096,4096,0.6
`,
  'prefill-attention': `gpu,runtime,kernel,kv_dtype,batch,isl,step,n_head,n_kv_head,head_dim,latency_ms
h100_sxm,vllm,flash,bfloat16,2,4096,0,32,8,128,1.1
h100_sxm,vllm,flash,fp8,1,1024,0,32,8,128,0.08
`,
  'decode-attention': `gpu,runtime,kernel,kv_dtype,batch,n_head,n_kv_head,head_dim,latency_ms,kv_len
h100_sxm,vllm,flash,bfloat16,32,32,8,128,0.2,4096
h100_sxm,vllm,flash,fp8,1,32,8,128,0.02,1024
`,
  'moe-block': `gpu,runtime,kernel,dtype,tokens,hidden,inter,topk,experts,tp,ep,distribution,latency_ms
h100_sxm,vllm,fused,bfloat16,64,4096,1536,8,128,1,1,balanced,1.2
h100_sxm,vllm,fused,fp8_block,1024,7168,2048,8,256,1,8,power_law_1.2,1.4
`,
  collective: `gpu,lib,variant,op,dtype,num_gpus,message_size,latency_ms
h100_sxm,nccl,,all_reduce,half,8,1048576,0.05
h100_sxm,vllm,vllm_graph,all_reduce,bfloat16,2,4096,0.006
`,
  'system-collective': `system,op,workers,devices_per_node,bytes,median_ms
a100_dgx,all_reduce,8,8,1048576,0.08
a100_dgx,send_recv,2,1,2048,0.03
`,
  'expert-exchange': `gpu,mode,nodes,hidden,tokens,topk,experts,sms,dispatch_us,combine_us
h100_sxm,low_latency,1,7168,64,8,256,,28,41
h100_sxm,normal,4,7168,4096,8,256,20,1860,3630
`,
  layer: `gpu,model,tp,num_tokens,n_head,n_kv_head,n_embd,n_ff,gated,vocab,emb_ms,input_layernorm_ms,attn_pre_proj_ms,attn_rope_ms,attn_post_proj_ms,post_attention_layernorm_ms,mlp_up_proj_ms,mlp_act_ms,mlp_down_proj_ms,add_ms
a100,made-up-7b,1,128,32,32,4096,11008,1,32000,0.003,0.006,0.07,0.005,0.03,0.006,0.12,0.01,0.06,0.003
a100,made-up-7b,2,2048,32,32,4096,11008,1,32000,0.05,0.04,0.5,0.03,0.2,0.04,0.7,0.1,0.4,0.04
`,
  'dense-operators': `layer,tokens,time_us
qkv_proj,16,60
act_fn,2048,160
`,
  'sequence-operators': `layer,sequences,time_us
lm_head,16,1100
sampler,64,80
`,
  'mixed-attention': `prefill_chunk,kv_prefill,n_decode,kv_decode,time_us
512,0,16,1024,170
0,0,32,2048,330
`,
}
