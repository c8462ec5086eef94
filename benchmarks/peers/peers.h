// What the C peers share: the clock, aligned memory, the data, and how a measurement is reported.
#pragma once

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// How wide the hand-written kernels' vectors are: all the instruction set has, unless the build says less.
#ifndef VECTOR_BYTES
#ifdef __AVX512F__
#define VECTOR_BYTES 64
#elif defined(__AVX__)
#define VECTOR_BYTES 32
#else
#define VECTOR_BYTES 16
#endif
#endif
#define LANES (VECTOR_BYTES / 4)

typedef float vec __attribute__((vector_size(VECTOR_BYTES)));
typedef float unaligned_vec __attribute__((vector_size(VECTOR_BYTES), aligned(4), may_alias));

#define INLINE static inline __attribute__((always_inline))
#define NOINLINE __attribute__((noinline))

INLINE vec load(const float *p) { return *(const unaligned_vec *)p; }
INLINE void store(float *p, vec v) { *(unaligned_vec *)p = v; }
INLINE vec all(float x) { return x - (vec){0}; }
INLINE float sigmoid(float z) { return 1 / (1 + expf(-z)); }

static inline double now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e9 + t.tv_nsec;
}

float *floats(size_t count); // 64-byte aligned, zero

enum { IMAGES = 60000, PIXELS = 784, UNITS = 64, CLASSES = 10 };

// MNIST as floats in [0, 1] and one-hot, and the parameters that every program starts from; from the directory PEER_DATA.
// Where PEER_WITHOUT_ZEROS is set, black pixels are faint noise instead.
typedef struct {
    float *x; // IMAGES × PIXELS
    float *t; // IMAGES × CLASSES
} mnist;

mnist load_mnist(void);
void load_floats(const char *name, float *into, size_t count);

// One line a measurement: "sample <value>". What was computed is printed once as "check <value>", which also keeps it alive.
void report(double value);
void report_check(double value);

// Measures a short call: how long `call(context, times)` takes per time, in nanoseconds, in blocks of about 10 ms.
typedef float (*short_call)(void *context, long times);
void measure(short_call call, void *context, int blocks);

// Rows; each returns 0 when it knows the peer.
int epochs(const char *peer, int batch, int count);
int steps(const char *peer, int count);
int xor_epochs(const char *peer, int blocks);
int predictions(const char *row, const char *peer, int blocks);
int streams(const char *row, const char *peer, int blocks);
int peaks(int blocks);
