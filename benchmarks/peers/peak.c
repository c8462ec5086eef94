// The machine's arithmetic peak: fused multiply-adds in as many independent chains as hide their latency, GFLOP/s.
#include "peers.h"

enum { CHAINS = 12, STEPS = 1000000 };

#define PEAK(name, bytes, isa)                                                                                       \
    __attribute__((noinline, target(isa))) static double name(void)                                                  \
    {                                                                                                                \
        typedef float v __attribute__((vector_size(bytes)));                                                         \
        v sum[CHAINS], x = (v){0} + 0.999999f, y = (v){0} + 1e-7f;                                                   \
        _Pragma("GCC unroll 16") for (int c = 0; c < CHAINS; c++) sum[c] = (v){0} + (float)c;                        \
        double start = now_ns();                                                                                     \
        for (long i = 0; i < STEPS; i++) {                                                                           \
            _Pragma("GCC unroll 16") for (int c = 0; c < CHAINS; c++)                                                \
            {                                                                                                        \
                sum[c] = sum[c] * x + y;                                                                             \
                __asm__ volatile("" : "+x"(sum[c]));                                                                 \
            }                                                                                                        \
        }                                                                                                            \
        double elapsed = now_ns() - start;                                                                           \
        v total = {0};                                                                                               \
        _Pragma("GCC unroll 16") for (int c = 0; c < CHAINS; c++) total += sum[c];                                   \
        static volatile float kept;                                                                                  \
        kept = total[0];                                                                                             \
        (void)kept;                                                                                                  \
        return 2.0 * CHAINS * STEPS * (bytes / 4) / elapsed;                                                         \
    }

PEAK(peak_512, 64, "avx512f,fma")
PEAK(peak_256, 32, "avx2,fma")
PEAK(peak_128, 16, "avx2,fma")

int peaks(int blocks)
{
    for (int block = 0; block < blocks; block++) {
        if (__builtin_cpu_supports("avx512f")) {
            printf("peak 512 %.1f\n", peak_512());
        }
        if (__builtin_cpu_supports("fma")) {
            printf("peak 256 %.1f\n", peak_256());
            printf("peak 128 %.1f\n", peak_128());
        }
    }
    return 0;
}
