// One epoch of MNIST through 784-64-10: sigmoid, softmax with cross-entropy, averaged over the batch, plain gradient descent.
#include "peers.h"
#include "tiles.h"

#include <cblas.h>

enum { PADDED = 16, MOST = 4096 };
static const float RATE = 0.1f;

// w2 and all that is CLASSES wide is padded to PADDED columns of zeros.
typedef struct {
    float *w1, *b1, *w2, *b2;
    float *a1, *a2, *d1, *d2, *w2t;
} network;

static network make_network(void)
{
    network n = {floats(PIXELS * UNITS), floats(UNITS), floats(UNITS * PADDED), floats(PADDED), floats(MOST * UNITS),
        floats(MOST * PADDED), floats(MOST * UNITS), floats(MOST * PADDED), floats(PADDED * UNITS)};
    float *parameters = floats(PIXELS * UNITS + UNITS + UNITS * CLASSES + CLASSES), *p = parameters;
    load_floats("digits.f32", parameters, PIXELS * UNITS + UNITS + UNITS * CLASSES + CLASSES);
    memcpy(n.w1, p, PIXELS * UNITS * 4);
    p += PIXELS * UNITS;
    memcpy(n.b1, p, UNITS * 4);
    p += UNITS;
    for (int j = 0; j < UNITS; j++) {
        memcpy(n.w2 + j * PADDED, p + j * CLASSES, CLASSES * 4);
    }
    p += UNITS * CLASSES;
    memcpy(n.b2, p, CLASSES * 4);
    free(parameters);
    return n;
}

INLINE void activate(float *a1, int samples)
{
    for (int i = 0; i < samples * UNITS; i++) {
        a1[i] = sigmoid(a1[i]);
    }
}

// a2 holds z; d2 = (softmax(z) − t) / samples. Returns the sum of the losses over `samples`.
INLINE float loss_and_delta(const float *z2, const float *t, float *d2, int samples)
{
    float loss = 0, share = 1.0f / samples;
    for (int s = 0; s < samples; s++) {
        const float *z = z2 + s * PADDED;
        float *d = d2 + s * PADDED;
        float largest = z[0], sum = 0, dot = 0, e[CLASSES];
        for (int j = 1; j < CLASSES; j++) {
            largest = z[j] > largest ? z[j] : largest;
        }
        for (int j = 0; j < CLASSES; j++) {
            e[j] = expf(z[j] - largest);
            sum += e[j];
            dot += t[s * CLASSES + j] * (z[j] - largest);
        }
        for (int j = 0; j < CLASSES; j++) {
            d[j] = (e[j] / sum - t[s * CLASSES + j]) * share;
        }
        loss += (logf(sum) - dot) * share;
    }
    return loss;
}

INLINE void activation_gradient(float *d1, const float *a1, int samples)
{
    for (int i = 0; i < samples * UNITS; i++) {
        d1[i] *= a1[i] * (1 - a1[i]);
    }
}

INLINE void update_bias(float *b, const float *d, int width, int samples)
{
    float sum[UNITS] = {0};
    for (int s = 0; s < samples; s++) {
        for (int j = 0; j < width; j++) {
            sum[j] += d[s * width + j];
        }
    }
    for (int j = 0; j < width; j++) {
        b[j] -= RATE * sum[j];
    }
}

INLINE void transpose_w2(network *n)
{
    for (int j = 0; j < UNITS; j++) {
        for (int c = 0; c < CLASSES; c++) {
            n->w2t[c * UNITS + j] = n->w2[j * PADDED + c];
        }
    }
}

static NOINLINE float step_openblas(network *n, const float *x, const float *t, int samples)
{
    for (int s = 0; s < samples; s++) {
        memcpy(n->a1 + s * UNITS, n->b1, UNITS * 4);
        memcpy(n->a2 + s * PADDED, n->b2, PADDED * 4);
    }
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, samples, UNITS, PIXELS, 1, x, PIXELS, n->w1, UNITS, 1, n->a1, UNITS);
    activate(n->a1, samples);
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, samples, PADDED, UNITS, 1, n->a1, UNITS, n->w2, PADDED, 1, n->a2, PADDED);
    float loss = loss_and_delta(n->a2, t, n->d2, samples);
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, samples, UNITS, CLASSES, 1, n->d2, PADDED, n->w2, PADDED, 0, n->d1, UNITS);
    activation_gradient(n->d1, n->a1, samples);
    cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, UNITS, PADDED, samples, -RATE, n->a1, UNITS, n->d2, PADDED, 1, n->w2, PADDED);
    update_bias(n->b2, n->d2, PADDED, samples);
    cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, PIXELS, UNITS, samples, -RATE, x, PIXELS, n->d1, UNITS, 1, n->w1, UNITS);
    update_bias(n->b1, n->d1, UNITS, samples);
    return loss;
}

static NOINLINE float step_blocked(network *n, const float *x, const float *t, int samples)
{
    product(samples, UNITS, x, PIXELS, 1, n->w1, UNITS, PIXELS, n->b1, n->a1, UNITS, 0, 0);
    activate(n->a1, samples);
    product(samples, PADDED, n->a1, UNITS, 1, n->w2, PADDED, UNITS, n->b2, n->a2, PADDED, 0, 0);
    float loss = loss_and_delta(n->a2, t, n->d2, samples);
    transpose_w2(n);
    product(samples, UNITS, n->d2, PADDED, 1, n->w2t, UNITS, CLASSES, NULL, n->d1, UNITS, 0, 0);
    activation_gradient(n->d1, n->a1, samples);
    product(UNITS, PADDED, n->a1, 1, UNITS, n->d2, PADDED, samples, NULL, n->w2, PADDED, 1, RATE);
    update_bias(n->b2, n->d2, PADDED, samples);
    product(PIXELS, UNITS, x, 1, PIXELS, n->d1, UNITS, samples, NULL, n->w1, UNITS, 1, RATE);
    update_bias(n->b1, n->d1, UNITS, samples);
    return loss;
}

// The first layer with the vectors written out, in as many chains as hide an addition's latency; over the inputs in `places`, or all.
enum { CHAINS = LANES == 16 ? 2 : 1, VECTORS = UNITS / LANES };

INLINE void forward_vectors(const network *n, const float *x, const int *places, int count, float *z1)
{
    vec sum[CHAINS][VECTORS];
#pragma GCC unroll 16
    for (int v = 0; v < VECTORS; v++) {
        sum[0][v] = load(n->b1 + v * LANES);
#pragma GCC unroll 2
        for (int c = 1; c < CHAINS; c++) {
            sum[c][v] = (vec){0};
        }
    }
    int k = 0;
    for (; k + CHAINS <= count; k += CHAINS) {
#pragma GCC unroll 2
        for (int c = 0; c < CHAINS; c++) {
            int i = places == NULL ? k + c : places[k + c];
            vec xi = all(x[i]);
#pragma GCC unroll 16
            for (int v = 0; v < VECTORS; v++) {
                sum[c][v] += xi * load(n->w1 + i * UNITS + v * LANES);
            }
        }
    }
    for (; k < count; k++) {
        vec xi = all(x[places[k]]);
#pragma GCC unroll 16
        for (int v = 0; v < VECTORS; v++) {
            sum[0][v] += xi * load(n->w1 + places[k] * UNITS + v * LANES);
        }
    }
#pragma GCC unroll 16
    for (int v = 0; v < VECTORS; v++) {
        store(z1 + v * LANES, CHAINS == 1 ? sum[0][v] : sum[0][v] + sum[CHAINS - 1][v]);
    }
}

INLINE void update_vectors(network *n, const float *x, const int *places, int count, const float *d1)
{
    vec d[VECTORS];
#pragma GCC unroll 16
    for (int v = 0; v < VECTORS; v++) {
        d[v] = load(d1 + v * LANES);
    }
    for (int k = 0; k < count; k++) {
        int i = places == NULL ? k : places[k];
        vec xi = all(x[i]);
#pragma GCC unroll 16
        for (int v = 0; v < VECTORS; v++) {
            float *w = n->w1 + i * UNITS + v * LANES;
            store(w, load(w) - xi * d[v]);
        }
    }
}

enum { PLAIN, SKIPPING, BY_VECTORS, LISTING };

// One sample. Where zeros are skipped, inputs that are zero take no part, forward or backward.
INLINE float step_single(network *n, const float *x, const float *t, const int how)
{
    float z1[UNITS], z2[PADDED];
    int places[PIXELS], listed = PIXELS;
    if (how == LISTING) {
        listed = 0;
        for (int i = 0; i < PIXELS; i++) {
            places[listed] = i;
            listed += x[i] != 0;
        }
    }
    if (how == BY_VECTORS || how == LISTING) {
        forward_vectors(n, x, how == LISTING ? places : NULL, listed, z1);
    } else {
        for (int j = 0; j < UNITS; j++) {
            z1[j] = n->b1[j];
        }
        for (int i = 0; i < PIXELS; i++) {
            if (how == PLAIN || x[i] != 0) {
                for (int j = 0; j < UNITS; j++) {
                    z1[j] += x[i] * n->w1[i * UNITS + j];
                }
            }
        }
    }
    for (int j = 0; j < UNITS; j++) {
        n->a1[j] = sigmoid(z1[j]);
    }
    for (int c = 0; c < PADDED; c++) {
        z2[c] = n->b2[c];
    }
    for (int j = 0; j < UNITS; j++) {
        for (int c = 0; c < PADDED; c++) {
            z2[c] += n->a1[j] * n->w2[j * PADDED + c];
        }
    }
    float loss = loss_and_delta(z2, t, n->d2, 1);
    float d1[UNITS];
    for (int j = 0; j < UNITS; j++) {
        float sum = 0;
        for (int c = 0; c < PADDED; c++) {
            sum += n->d2[c] * n->w2[j * PADDED + c];
        }
        d1[j] = RATE * sum * n->a1[j] * (1 - n->a1[j]);
    }
    for (int j = 0; j < UNITS; j++) {
        for (int c = 0; c < PADDED; c++) {
            n->w2[j * PADDED + c] -= RATE * n->a1[j] * n->d2[c];
        }
    }
    for (int c = 0; c < PADDED; c++) {
        n->b2[c] -= RATE * n->d2[c];
    }
    if (how == BY_VECTORS || how == LISTING) {
        update_vectors(n, x, how == LISTING ? places : NULL, listed, d1);
    } else {
        for (int i = 0; i < PIXELS; i++) {
            if (how == PLAIN || x[i] != 0) {
                for (int j = 0; j < UNITS; j++) {
                    n->w1[i * UNITS + j] -= x[i] * d1[j];
                }
            }
        }
    }
    for (int j = 0; j < UNITS; j++) {
        n->b1[j] -= d1[j];
    }
    return loss;
}

static NOINLINE float step_dense(network *n, const float *x, const float *t, int samples)
{
    (void)samples;
    return step_single(n, x, t, PLAIN);
}

static NOINLINE float step_skipping(network *n, const float *x, const float *t, int samples)
{
    (void)samples;
    return step_single(n, x, t, SKIPPING);
}

static NOINLINE float step_vectors(network *n, const float *x, const float *t, int samples)
{
    (void)samples;
    return step_single(n, x, t, BY_VECTORS);
}

// The inputs that are not zero are listed once, for both passes.
static NOINLINE float step_listing(network *n, const float *x, const float *t, int samples)
{
    (void)samples;
    return step_single(n, x, t, LISTING);
}

int epochs(const char *peer, int batch, int count)
{
    float (*step)(network *, const float *, const float *, int) = strcmp(peer, "openblas") == 0 ? step_openblas
        : strcmp(peer, "blocked") == 0                                                          ? step_blocked
        : strcmp(peer, "plain") == 0 && batch == 1                                              ? step_dense
        : strcmp(peer, "skip") == 0 && batch == 1                                               ? step_skipping
        : strcmp(peer, "vectors") == 0 && batch == 1                                            ? step_vectors
        : strcmp(peer, "list") == 0 && batch == 1                                               ? step_listing
                                                                                                : NULL;
    if (step == NULL || batch < 1 || batch > MOST) {
        return 1;
    }
    mnist data = load_mnist();
    network n = make_network();
    for (int epoch = 0; epoch < count; epoch++) {
        double start = now_ns(), loss = 0;
        for (int first = 0; first < IMAGES; first += batch) {
            int samples = IMAGES - first < batch ? IMAGES - first : batch;
            loss += step(&n, data.x + (size_t)first * PIXELS, data.t + (size_t)first * CLASSES, samples);
        }
        report((now_ns() - start) / 1e6);
        if (epoch == 0) {
            report_check(loss / ((IMAGES + batch - 1) / batch));
        }
    }
    return 0;
}

// One linear layer of 4096 × 4096, 256 samples, mean squared error: forward, δ, and the update.
int steps(const char *peer, int count)
{
    enum { SIZE = 4096, BATCH = 256 };
    if (strcmp(peer, "openblas") != 0) {
        return 1;
    }
    float *w = floats((size_t)SIZE * SIZE), *b = floats(SIZE), *x = floats(BATCH * SIZE), *t = floats(BATCH * SIZE);
    float *y = floats(BATCH * SIZE);
    for (size_t i = 0; i < (size_t)SIZE * SIZE; i++) {
        w[i] = 0.02f * ((float)rand() / (float)RAND_MAX - 0.5f);
    }
    for (int i = 0; i < BATCH * SIZE; i++) {
        x[i] = 2 * (float)rand() / (float)RAND_MAX - 1;
        t[i] = 2 * (float)rand() / (float)RAND_MAX - 1;
    }
    const float rate = 1e-4f, share = 2.0f / ((float)SIZE * BATCH);
    for (int step = 0; step < count; step++) {
        double start = now_ns(), loss = 0;
        for (int s = 0; s < BATCH; s++) {
            memcpy(y + s * SIZE, b, SIZE * 4);
        }
        cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, BATCH, SIZE, SIZE, 1, x, SIZE, w, SIZE, 1, y, SIZE);
        for (int i = 0; i < BATCH * SIZE; i++) {
            float error = y[i] - t[i];
            loss += error * error;
            y[i] = error * share;
        }
        for (int s = 0; s < BATCH; s++) {
            for (int j = 0; j < SIZE; j++) {
                b[j] -= rate * y[s * SIZE + j];
            }
        }
        cblas_sgemm(CblasRowMajor, CblasTrans, CblasNoTrans, SIZE, SIZE, BATCH, -rate, x, SIZE, y, SIZE, 1, w, SIZE);
        report(now_ns() - start);
        if (step == 0) {
            report_check(loss / ((double)SIZE * BATCH));
        }
    }
    return 0;
}
