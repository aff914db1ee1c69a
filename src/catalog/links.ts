/**
 * Links between accelerators, to host memory and between nodes. Bandwidth is one way and per accelerator, as a data
 * sheet gives it: what a collective reaches of it is the cost model's network efficiency.
 *
 * Start-up of NVLink: 1.5–1.8 µs for every further rank of a collective, fitted by this project on NCCL and vLLM
 * all-reduce times of A100 and H100 nodes (aiconfigurator `comm` tables). The others are recalled orders of magnitude.
 */

import { gbps, us } from '../kernel/units.ts'
import type { Link } from './accelerator.ts'

export const links: readonly Link[] = [
  {
    id: 'nvlink-3',
    title: 'NVLink 3',
    bandwidth: gbps(300), // 12 links × 25 GB/s
    latency: us(1.65),
    source: 'NVIDIA A100 data sheet: 600 GB/s both ways; start-up fitted on A100 all-reduce times',
  },
  {
    id: 'nvlink-4',
    title: 'NVLink 4',
    bandwidth: gbps(450), // 18 links × 25 GB/s
    latency: us(1.65),
    source: 'NVIDIA H100 data sheet: 900 GB/s both ways; start-up fitted on H100 all-reduce times',
  },
  {
    id: 'nvlink-5',
    title: 'NVLink 5',
    bandwidth: gbps(900), // 18 links × 50 GB/s
    latency: us(1.65),
    source: 'NVIDIA Blackwell data sheet: 1.8 TB/s both ways; start-up taken from NVLink 4',
  },
  {
    id: 'pcie-4-x16',
    title: 'PCIe 4.0 ×16',
    bandwidth: gbps(31.5), // 16 lanes × 16 GT/s × 128/130 ÷ 8 = 31.5 GB/s
    latency: us(5),
    source: 'PCI Express 4.0: 16 GT/s a lane, 128b/130b coding; start-up recalled',
  },
  {
    id: 'pcie-5-x16',
    title: 'PCIe 5.0 ×16',
    bandwidth: gbps(63), // 16 lanes × 32 GT/s × 128/130 ÷ 8 = 63.0 GB/s
    latency: us(5),
    source: 'PCI Express 5.0: 32 GT/s a lane, 128b/130b coding; start-up recalled',
  },
  {
    id: 'pcie-4-x8',
    title: 'PCIe 4.0 ×8',
    bandwidth: gbps(15.8),
    latency: us(5),
    source: 'PCI Express 4.0, half the lanes of ×16; start-up recalled',
  },
  {
    id: 'infinity-fabric',
    title: 'Infinity Fabric (7 links)',
    bandwidth: gbps(448), // 7 peers × 64 GB/s
    latency: us(2.5),
    source: 'AMD Instinct MI300X platform data sheet: 896 GB/s both ways per accelerator; start-up recalled',
  },
  {
    id: 'unified-bus',
    title: 'Unified Bus (CloudMatrix384)',
    bandwidth: gbps(392), // 2 dies × 196 GB/s
    latency: us(2),
    source: 'CloudMatrix384 (arXiv 2506.12708), recalled: 196 GB/s one way per die, two dies; start-up recalled',
  },
  {
    id: 'hccs',
    title: 'HCCS (Ascend 910B node)',
    bandwidth: gbps(196), // 7 peers × 28 GB/s
    latency: us(3),
    source: 'Huawei Atlas 800T A2, recalled: 392 GB/s both ways per accelerator; start-up recalled',
  },
  {
    id: 'infiniband-ndr',
    title: 'InfiniBand NDR',
    bandwidth: gbps(50), // 400 Gb/s
    latency: us(4),
    source: 'NVIDIA ConnectX-7 data sheet: 400 Gb/s a port, one port per accelerator; start-up recalled',
  },
  {
    id: 'ethernet-100g',
    title: 'Ethernet 100 Gb/s',
    bandwidth: gbps(12.5),
    latency: us(20),
    source: 'IEEE 802.3bj: 100 Gb/s; start-up of a TCP message recalled',
  },
  {
    id: 'laptop-memory',
    title: 'Laptop memory fabric',
    bandwidth: gbps(200),
    latency: us(2),
    source: 'one memory for processor and GPU: a copy reads and writes it, so less than half its bandwidth; recalled',
  },
  {
    id: 'phone-memory',
    title: 'Phone memory fabric',
    bandwidth: gbps(30),
    latency: us(10),
    source: 'one LPDDR5X memory for all cores: a copy reads and writes it, so less than half of 76.8 GB/s; recalled',
  },
]
