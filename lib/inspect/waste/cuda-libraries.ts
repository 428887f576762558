/** SONAMEs of CUDA's libraries without version: what NVIDIA's wheels, conda packages and Debian packages hold. */
const names = [
  ...["cublas", "cublasLt", "cudart", "cudnn\\w*", "cudss\\w*", "cufft", "cufftw", "cufile", "cufile_rdma", "cuinj64"],
  ...["cupti", "curand", "cusolver", "cusolverMg", "cusparse", "cusparseLt", "cutensor\\w*", "nccl", "npp\\w*"],
  ...["nvblas", "nvfatbin", "nvinfer\\w*", "nvjpeg", "nvJitLink", "nvperf_\\w+", "nvrtc", "nvrtc-builtins"],
  ...["nvshmem\\w*", "nvToolsExt", "nvvm"],
]
const pattern = new RegExp(`^lib(?:${names.join("|")})(?:-[0-9a-f]{8})?\\.so(?:\\.|$)`)

/** Whether a SONAME is of a library of CUDA's toolkit, cuDNN, NCCL and their kin; the driver's own are not. */
export function isCudaLibrary(soname: string): boolean {
  return pattern.test(soname)
}
