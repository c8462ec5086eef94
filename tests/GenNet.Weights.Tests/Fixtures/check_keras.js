// Holds the files with Keras's names and formulas, which make_fixtures.py wrote with NumPy, against the layers of TensorFlow.js, Keras's own in another language:
//     npm install @tensorflow/tfjs; node check_keras.js
// It has no GRU with reset_after and no attention: make_fixtures.py holds these two against PyTorch's.
const fs = require("fs");
const path = require("path");
const tf = require("@tensorflow/tfjs");

const expected = JSON.parse(fs.readFileSync(path.join(__dirname, "expected.json")));
const layers = tf.layers;
const models = {
    "keras-mlp": [[6], [layers.dense({ units: 5, activation: "sigmoid" }), layers.dense({ units: 3 })]],
    "keras-cnn": [[4, 4, 2], [
        layers.conv2d({ filters: 4, kernelSize: 3 }), layers.batchNormalization(), layers.activation({ activation: "relu" }), layers.flatten(),
        layers.dense({ units: 3 })]],
    "keras-lstm": [[5, 3], [layers.lstm({ units: 4, recurrentActivation: "sigmoid" }), layers.dense({ units: 2 })]],
    "keras-bidirectional": [[5, 3], [
        layers.bidirectional({ layer: layers.lstm({ units: 4, recurrentActivation: "sigmoid" }), mergeMode: "concat" }), layers.dense({ units: 2 })]],
    "keras-rnn": [[5, 3], [layers.simpleRNN({ units: 4 }), layers.dense({ units: 2 })]],
    "keras-words": [[5], [layers.embedding({ inputDim: 7, outputDim: 4 }), layers.flatten(), layers.dense({ units: 3 })]],
    "keras-transposed": [[3, 3, 4], [layers.conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2 })]],
};

// The arrays of an .npz file in their order: floats, stored as they are.
function arrays(file) {
    const tensors = [];
    for (let at = 0; file.readUInt32LE(at) === 0x04034b50;) {
        const extra = at + 30 + file.readUInt16LE(at + 26);
        const begin = extra + file.readUInt16LE(at + 28);
        const size = file.readUInt32LE(at + 18) === 0xffffffff ? Number(file.readBigUInt64LE(extra + 4)) : file.readUInt32LE(at + 18);
        const values = begin + 10 + file.readUInt16LE(begin + 8);
        const shape = /\(([^)]*)\)/.exec(file.toString("latin1", begin, values))[1].split(",").filter(text => text.trim()).map(Number);
        tensors.push(tf.tensor(Float32Array.from({ length: (begin + size - values) / 4 }, (_, i) => file.readFloatLE(values + 4 * i)), shape));
        at = begin + size;
    }

    return tensors;
}

(async () => {
    await tf.setBackend("cpu");
    for (const [name, [shape, parts]] of Object.entries(models)) {
        const model = tf.sequential();
        model.add(layers.inputLayer({ inputShape: shape }));
        parts.forEach(part => model.add(part));
        const weights = arrays(fs.readFileSync(path.join(__dirname, `${name}.npz`)));
        model.layers.forEach(layer => layer.setWeights(weights.splice(0, layer.weights.length)));
        const { inputs, outputs } = expected[name];
        const samples = inputs.length / shape.reduce((product, size) => product * size, 1);
        const found = model.predict(tf.tensor(inputs, [samples, ...shape])).dataSync();
        const largest = outputs.reduce((most, output, i) => Math.max(most, Math.abs(output - found[i])), 0);
        console.log(`${name}: ${found.length} outputs differ by at most ${largest.toExponential(1)}`);
        if (weights.length > 0 || found.length !== outputs.length || !(largest < 1e-6)) {
            process.exitCode = 1;
        }
    }
})();
