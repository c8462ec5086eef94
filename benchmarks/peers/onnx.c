// Predictions by ONNX Runtime through its C interface, its inputs and outputs bound beforehand: onnx ROW THREADS COUNT.
#include "peers.h"

#include <onnxruntime_c_api.h>

static const OrtApi *ort;

static void check(OrtStatus *status)
{
    if (status != NULL) {
        fprintf(stderr, "%s\n", ort->GetErrorMessage(status));
        exit(1);
    }
}

enum { MOST_INPUTS = 64 };

typedef struct {
    OrtSession *session;
    OrtValue *inputs[MOST_INPUTS], *output;
    const float *y;
    long input_count, output_length;
} model;

static float run(void *context, long times)
{
    static const char *input_names[] = {"x"}, *output_names[] = {"y"};
    model *m = context;
    float sum = 0;
    for (long i = 0, k = 0; i < times; i++) {
        check(ort->Run(m->session, NULL, input_names, (const OrtValue *const *)&m->inputs[k], 1, output_names, 1, &m->output));
        sum += m->y[m->output_length - 1];
        k = k + 1 == m->input_count ? 0 : k + 1;
    }
    return sum;
}

static OrtValue *tensor(OrtMemoryInfo *memory, float *data, int64_t rows, int64_t columns)
{
    OrtValue *value = NULL;
    int64_t shape[] = {rows, columns};
    check(ort->CreateTensorWithDataAsOrtValue(memory, data, rows * columns * sizeof(float), shape, 2, ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT, &value));
    return value;
}

static const struct {
    const char *row, *model;
    int samples, in, out, is_image;
} ROWS[] = {
    {"predict-2-3-1", "xor", 1, 2, 1, 0},
    {"predict-2-3-1x4096", "xor", 4096, 2, 1, 0},
    {"predict-16-16", "dense16", 1, 16, 16, 0},
    {"predict-64-64", "dense64", 1, 64, 64, 0},
    {"predict-784-10", "linear10", 1, 784, 10, 1},
    {"predict-784-64-10", "digits", 1, 784, 10, 1},
    {"predict-784-256-128-10", "deep", 1, 784, 10, 1},
    {"predict-784-64-10x256", "digits", 256, 784, 10, 1},
    {"predict-784-64-10x10000", "digits", 10000, 784, 10, 1},
    {"predict-lenet", "lenet", 1, 784, 10, 1},
    {"predict-lenetx256", "lenet", 256, 784, 10, 1},
};

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: onnx ROW THREADS COUNT\n");
        return 2;
    }
    int row = 0, rows = sizeof ROWS / sizeof ROWS[0];
    while (row < rows && strcmp(argv[1], ROWS[row].row) != 0) {
        row++;
    }
    if (row == rows) {
        fprintf(stderr, "onnx knows no row %s\n", argv[1]);
        return 1;
    }
    ort = OrtGetApiBase()->GetApi(ORT_API_VERSION);
    OrtEnv *environment;
    check(ort->CreateEnv(ORT_LOGGING_LEVEL_ERROR, "peer", &environment));
    OrtSessionOptions *options;
    check(ort->CreateSessionOptions(&options));
    check(ort->SetIntraOpNumThreads(options, atoi(argv[2])));
    check(ort->SetInterOpNumThreads(options, 1));
    check(ort->SetSessionGraphOptimizationLevel(options, ORT_ENABLE_ALL));
    model m;
    char path[4096];
    const char *directory = getenv("PEER_DATA");
    snprintf(path, sizeof path, "%s/%s.onnx", directory == NULL ? "." : directory, ROWS[row].model);
    check(ort->CreateSession(environment, path, options, &m.session));

    float *x;
    if (ROWS[row].is_image) {
        x = load_mnist().x;
    } else {
        x = floats(4096 * 64);
        load_floats("noise.f32", x, 4096 * 64);
    }
    int samples = ROWS[row].samples, in = ROWS[row].in, out = ROWS[row].out;
    OrtMemoryInfo *memory;
    check(ort->CreateCpuMemoryInfo(OrtArenaAllocator, OrtMemTypeDefault, &memory));
    m.input_count = samples == 1 ? MOST_INPUTS : 1;
    for (int i = 0; i < m.input_count; i++) {
        m.inputs[i] = tensor(memory, x + (size_t)i * in, samples, in);
    }
    float *y = floats((size_t)samples * out);
    m.output = tensor(memory, y, samples, out);
    m.y = y;
    m.output_length = (long)samples * out;
    run(&m, 1);
    double sum = 0;
    for (int j = 0; j < out; j++) {
        sum += (j + 1) * (double)y[j];
    }
    report_check(sum);
    measure(run, &m, atoi(argv[3]));
    return 0;
}
