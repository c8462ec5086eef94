// Predictions: one sample at a time through networks of several sizes, and many samples of the smallest.
#include "peers.h"

// 64-byte aligned, row-major [inputs][outputs], biases behind the weights of each layer.
static float *parameters;
static float *inputs;
static long input_size, input_rows;

static float parameters_231[13];

// Straight-line.
static NOINLINE void predict_231(const float *x, float *y)
{
    const float *p = parameters_231;
    float h0 = sigmoid(p[6] + x[0] * p[0] + x[1] * p[3]);
    float h1 = sigmoid(p[7] + x[0] * p[1] + x[1] * p[4]);
    float h2 = sigmoid(p[8] + x[0] * p[2] + x[1] * p[5]);
    y[0] = sigmoid(p[12] + h0 * p[9] + h1 * p[10] + h2 * p[11]);
}

// The same statements over row-major samples, which gcc turns into vectors.
static NOINLINE void predict_231_many(const float *restrict x, float *restrict y, long samples)
{
    const float *p = parameters_231;
    float w00 = p[0], w01 = p[1], w02 = p[2], w10 = p[3], w11 = p[4], w12 = p[5], b0 = p[6], b1 = p[7], b2 = p[8];
    float v0 = p[9], v1 = p[10], v2 = p[11], c = p[12];
    for (long s = 0; s < samples; s++) {
        float h0 = sigmoid(b0 + x[2 * s] * w00 + x[2 * s + 1] * w10);
        float h1 = sigmoid(b1 + x[2 * s] * w01 + x[2 * s + 1] * w11);
        float h2 = sigmoid(b2 + x[2 * s] * w02 + x[2 * s + 1] * w12);
        y[s] = sigmoid(c + h0 * v0 + h1 * v1 + h2 * v2);
    }
}

enum { LINEAR, SIGMOID, RELU };

INLINE float activated(const int activation, float z)
{
    return activation == SIGMOID ? sigmoid(z) : activation == RELU ? (z > 0 ? z : 0) : z;
}

// Plain loops, which gcc vectorises as it sees fit; a wide layer in blocks of columns, so that the sums of a block stay in registers.
INLINE void dense(const int in, const int out, const int block, const int activation, const float *restrict x, const float *restrict w,
    float *restrict y)
{
    const float *b = w + in * out;
    for (int first = 0; first < out; first += block) {
        float z[block];
        for (int j = 0; j < block; j++) {
            z[j] = b[first + j];
        }
        for (int i = 0; i < in; i++) {
            for (int j = 0; j < block; j++) {
                z[j] += x[i] * w[i * out + first + j];
            }
        }
        for (int j = 0; j < block; j++) {
            y[first + j] = activated(activation, z[j]);
        }
    }
}

// The same with the vectors written out: a block of `vectors` columns, summed in `chains` independent chains.
INLINE void dense_vectors(const int in, const int out, const int vectors, const int chains, const int activation,
    const float *restrict x, const float *restrict w, float *restrict y)
{
    const float *b = w + in * out;
    for (int first = 0; first < out; first += vectors * LANES) {
        vec z[8][16];
#pragma GCC unroll 16
        for (int v = 0; v < vectors; v++) {
            z[0][v] = load(b + first + v * LANES);
#pragma GCC unroll 8
            for (int c = 1; c < chains; c++) {
                z[c][v] = (vec){0};
            }
        }
        for (int i = 0; i < in; i += chains) {
#pragma GCC unroll 8
            for (int c = 0; c < chains; c++) {
                vec xi = all(x[i + c]);
#pragma GCC unroll 16
                for (int v = 0; v < vectors; v++) {
                    z[c][v] += xi * load(w + (i + c) * out + first + v * LANES);
                }
            }
        }
#pragma GCC unroll 16
        for (int v = 0; v < vectors; v++) {
#pragma GCC unroll 8
            for (int c = 1; c < chains; c++) {
                z[0][v] += z[c][v];
            }
            store(y + first + v * LANES, z[0][v]);
        }
    }
    if (activation != LINEAR) {
        for (int j = 0; j < out; j++) {
            y[j] = activated(activation, y[j]);
        }
    }
}

INLINE void softmax(float *z, const int count)
{
    float largest = z[0], sum = 0;
    for (int j = 1; j < count; j++) {
        largest = z[j] > largest ? z[j] : largest;
    }
    for (int j = 0; j < count; j++) {
        z[j] = expf(z[j] - largest);
        sum += z[j];
    }
    for (int j = 0; j < count; j++) {
        z[j] /= sum;
    }
}

// The second layer's weights are padded to 16 columns, as a C programmer who cares would.
static float padded[64 * 16 + 16 + 128 * 16 + 16] __attribute__((aligned(64)));

// 784 × 10 with 16 columns, and one output after the other.
static float padded_784[785 * 16] __attribute__((aligned(64)));
static float transposed_784[10 * 784] __attribute__((aligned(64)));

static NOINLINE void plain_16(const float *x, float *y) { dense(16, 16, 16, LINEAR, x, parameters, y); }

static NOINLINE void plain_64(const float *x, float *y) { dense(64, 64, 64, LINEAR, x, parameters, y); }

static NOINLINE void plain_digits(const float *x, float *y)
{
    float a1[64], a2[16];
    dense(784, 64, 64, SIGMOID, x, parameters, a1);
    dense(64, 16, 16, LINEAR, a1, padded, a2);
    softmax(a2, 10);
    memcpy(y, a2, 40);
}

static NOINLINE void plain_deep(const float *x, float *y)
{
    float a1[256], a2[128], a3[16];
    dense(784, 256, 128, RELU, x, parameters, a1);
    dense(256, 128, 128, RELU, a1, parameters + 785 * 256, a2);
    dense(128, 16, 16, LINEAR, a2, padded, a3);
    softmax(a3, 10);
    memcpy(y, a3, 40);
}

static NOINLINE void plain_linear10(const float *x, float *y)
{
    float z[16];
    dense(784, 16, 16, LINEAR, x, padded_784, z);
    memcpy(y, z, 40);
}

// A dot product an output, all ten side by side: their weights lie one output after the other, without padding.
static NOINLINE void dots_linear10(const float *x, float *y)
{
    vec sums[10] = {0};
    for (int i = 0; i < 784; i += LANES) {
        vec xi = load(x + i);
#pragma GCC unroll 10
        for (int j = 0; j < 10; j++) {
            sums[j] += xi * load(transposed_784 + j * 784 + i);
        }
    }
#pragma GCC unroll 10
    for (int j = 0; j < 10; j++) {
        float sum = 0;
        for (int lane = 0; lane < LANES; lane++) {
            sum += sums[j][lane];
        }
        y[j] = sum + parameters[784 * 10 + j];
    }
}

// Four columns: vectors of 128 bits, at any width.
typedef float quad __attribute__((vector_size(16), aligned(4), may_alias));

static NOINLINE void plain_4(const float *x, float *y) { dense(4, 4, 4, LINEAR, x, parameters, y); }

static NOINLINE void vectors_4(const float *x, float *y)
{
    const quad *w = (const quad *)parameters;
    quad even = w[4] + x[0] * w[0], odd = x[1] * w[1];
    even += x[2] * w[2];
    odd += x[3] * w[3];
    *(quad *)y = even + odd;
}

static NOINLINE void vectors_16(const float *x, float *y)
{
    dense_vectors(16, 16, 16 / LANES, LANES / 4, LINEAR, x, parameters, y);
}

// 64 columns: four vectors of 512 bits in two chains, or eight of 256.
#define CHAINS_64 (LANES == 16 ? 2 : 1)
#define VECTORS_64 (LANES == 4 ? 8 : 64 / LANES)

static NOINLINE void vectors_64(const float *x, float *y)
{
    dense_vectors(64, 64, VECTORS_64, CHAINS_64, LINEAR, x, parameters, y);
}

static NOINLINE void vectors_digits(const float *x, float *y)
{
    float a1[64], a2[16];
    dense_vectors(784, 64, VECTORS_64, CHAINS_64, SIGMOID, x, parameters, a1);
    dense_vectors(64, 16, 16 / LANES, LANES / 4, LINEAR, a1, padded, a2);
    softmax(a2, 10);
    memcpy(y, a2, 40);
}

static NOINLINE void vectors_deep(const float *x, float *y)
{
    float a1[256], a2[128], a3[16];
    dense_vectors(784, 256, LANES == 16 ? 16 : 8, 1, RELU, x, parameters, a1);
    dense_vectors(256, 128, 8, 1, RELU, a1, parameters + 785 * 256, a2);
    dense_vectors(128, 16, 16 / LANES, LANES / 4, LINEAR, a2, padded, a3);
    softmax(a3, 10);
    memcpy(y, a3, 40);
}

typedef struct {
    void (*predict)(const float *, float *);
    long output_size;
} single;

// One sample after the other.
static float call_each(void *context, long times)
{
    single one = *(single *)context;
    float y[64], sum = 0;
    const float *x = inputs, *end = inputs + input_rows * input_size;
    for (long i = 0; i < times; i++) {
        one.predict(x, y);
        sum += y[one.output_size - 1];
        x += input_size;
        x = x == end ? inputs : x;
    }
    return sum;
}

static float *many_outputs;
static float call_231_many(void *context, long times)
{
    float sum = 0;
    for (long i = 0; i < times; i++) {
        predict_231_many(inputs, many_outputs, 4096);
        sum += many_outputs[i & 4095];
    }
    return sum;
}

static NOINLINE void sigmoid_many(const float *restrict x, float *restrict y, long count)
{
    for (long i = 0; i < count; i++) {
        y[i] = sigmoid(x[i]);
    }
}

static float call_sigmoid(void *context, long times)
{
    float sum = 0;
    for (long i = 0; i < times; i++) {
        sigmoid_many(inputs, many_outputs, 4096);
        sum += many_outputs[i & 4095];
    }
    return sum;
}

static void use_images(long rows)
{
    mnist data = load_mnist();
    inputs = data.x;
    input_size = PIXELS;
    input_rows = rows;
}

static void use_noise(long rows, long size)
{
    inputs = floats(4096 * 64);
    load_floats("noise.f32", inputs, 4096 * 64);
    input_size = size;
    input_rows = rows;
}

static void use_parameters(const char *name, size_t count)
{
    parameters = floats(count);
    load_floats(name, parameters, count);
}

// `in` × 10 at `w` and the biases behind, with 16 columns.
static void pad(const float *w, int in, float *into)
{
    for (int i = 0; i <= in; i++) {
        memcpy(into + i * 16, w + i * 10, 40);
    }
}

// What every program prints to be compared: the sum of the first sample's outputs, each times its place from 1.
static double weighted(const float *y, int count)
{
    double sum = 0;
    for (int j = 0; j < count; j++) {
        sum += (j + 1) * (double)y[j];
    }
    return sum;
}

static int each(void (*plain)(const float *, float *), void (*vectors)(const float *, float *), const char *peer, int output_size,
    int blocks)
{
    float y[64];
    single one = {strcmp(peer, "plain") == 0 ? plain : vectors, output_size};
    one.predict(inputs, y);
    report_check(weighted(y, output_size));
    measure(call_each, &one, blocks);
    return 0;
}

int predictions(const char *row, const char *peer, int blocks)
{
    many_outputs = floats(4096);
    if (strcmp(peer, "plain") != 0 && strcmp(peer, "vectors") != 0 && strcmp(peer, "dots") != 0) {
        return 1;
    }
    if (strcmp(row, "predict-2-3-1") == 0) {
        use_noise(4096, 2);
        load_floats("xor.f32", parameters_231, 13);
        return each(predict_231, predict_231, peer, 1, blocks);
    }
    if (strcmp(row, "predict-2-3-1x4096") == 0) {
        use_noise(4096, 2);
        load_floats("xor.f32", parameters_231, 13);
        predict_231_many(inputs, many_outputs, 4096);
        report_check(many_outputs[0]);
        measure(call_231_many, NULL, blocks);
        return 0;
    }
    if (strcmp(row, "predict-4-4") == 0) {
        use_noise(64, 4);
        use_parameters("dense4.f32", 4 * 5);
        return each(plain_4, vectors_4, peer, 4, blocks);
    }
    if (strcmp(row, "predict-16-16") == 0) {
        use_noise(64, 16);
        use_parameters("dense16.f32", 16 * 17);
        return each(plain_16, vectors_16, peer, 16, blocks);
    }
    if (strcmp(row, "predict-64-64") == 0) {
        use_noise(64, 64);
        use_parameters("dense64.f32", 64 * 65);
        return each(plain_64, vectors_64, peer, 64, blocks);
    }
    if (strcmp(row, "predict-784-10") == 0) {
        use_images(64);
        use_parameters("linear10.f32", 785 * 10);
        pad(parameters, 784, padded_784);
        for (int i = 0; i < 784 * 10; i++) {
            transposed_784[i % 10 * 784 + i / 10] = parameters[i];
        }
        return each(plain_linear10, dots_linear10, peer, 10, blocks);
    }
    if (strcmp(row, "predict-784-64-10") == 0) {
        use_images(64);
        use_parameters("digits.f32", 785 * 64 + 65 * 10);
        pad(parameters + 785 * 64, 64, padded);
        return each(plain_digits, vectors_digits, peer, 10, blocks);
    }
    if (strcmp(row, "predict-784-256-128-10") == 0) {
        use_images(64);
        use_parameters("deep.f32", 785 * 256 + 257 * 128 + 129 * 10);
        pad(parameters + 785 * 256 + 257 * 128, 128, padded);
        return each(plain_deep, vectors_deep, peer, 10, blocks);
    }
    if (strcmp(row, "sigmoid") == 0) {
        use_noise(4096, 1);
        sigmoid_many(inputs, many_outputs, 4096);
        report_check(weighted(many_outputs, 10));
        measure(call_sigmoid, NULL, blocks);
        return 0;
    }
    return 1;
}
