using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using System.Reflection;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests;

/// <summary>Everything that people print has words, and the same ones in every culture.</summary>
public sealed class PrintingTests
{
    /// <summary>Every public class and structure that is there for people, not for generated code.</summary>
    public static TheoryData<string> PrintedTypes =>
    [
        .. typeof(Network).Assembly.GetExportedTypes()
            .Where(type => type is { Namespace: "GenNet", IsEnum: false, IsInterface: false, IsNested: false })
            .Where(type => !(type.IsAbstract && type.IsSealed) && !typeof(Attribute).IsAssignableFrom(type) && !type.IsSubclassOf(typeof(Delegate)))
            .Where(type => type.GetCustomAttribute<EditorBrowsableAttribute>()?.State != EditorBrowsableState.Never)
            .Select(type => type.FullName!),
    ];

    [Theory]
    [MemberData(nameof(PrintedTypes))]
    public void It_says_what_it_is_and_not_its_type(string name)
    {
        Type type = typeof(Network).Assembly.GetType(name, throwOnError: true)!;
        Type declaring = type.GetMethod(nameof(ToString), [])!.DeclaringType!;
        Assert.True(declaring != typeof(object) && declaring != typeof(ValueType), $"{name} prints as its type's name.");
        if (!type.IsAbstract)
        {
            Assert.Contains(Examples().Select(example => example.Printed.GetType()), printed => (printed.IsGenericType ? printed.GetGenericTypeDefinition() : printed) == type);
        }
    }

    [Theory]
    [InlineData(0, "sample", "0 samples")]
    [InlineData(1, "sample", "1 sample")]
    [InlineData(2, "class", "2 classes")]
    [InlineData(1, "class", "1 class")]
    [InlineData(3, "batch", "3 batches")]
    [InlineData(1, "index", "1 index")]
    [InlineData(7, "index", "7 indices")]
    [InlineData(-1, "output", "-1 outputs")]
    public void OneThingIsNoThings(long count, string thing, string words)
    {
        Assert.Equal(words, Counted.Of(count, thing));
        Assert.Equal($"there {(count == 1 ? "is" : "are")} {words}", Counted.There(count, thing));
    }

    [Fact]
    public void It_says_the_same_in_every_culture()
    {
        Assert.All(Examples(), example => Assert.Equal(example.Text, example.Printed.ToString()));
        using var odd = new OddNumbers();
        Assert.All(Examples(), example => Assert.Equal(example.Text, example.Printed.ToString()));
    }

    private static OptimizerState<float> StateAfterAStep(Optimizer optimizer)
    {
        var network = new LinearNetwork<float>(1, 1);
        network.TrainStep([1, 2, 3], [1, -1, 2], optimizer);
        return optimizer.StateOf(network);
    }

    private static FoldResult Fold() => new(
        0,
        new LinearNetwork<float>(1, 1),
        new TrainingHistory([], TrainingEnd.Completed),
        new RegressionReport("Net", 5, 1.5, [new OutputErrors("0", 1, 2, 0.5)]));

    private static TuningTrial<(double, int)> Trial(double loss = 0.5) => new(
        0, 0, (0.01, 8), new TrainingHistory([], TrainingEnd.Completed), new Evaluation(loss, 0.75), loss);

    private static ClassificationReport ReportOfLinear()
    {
        var network = new LinearNetwork<float>(1, 1, scoring: Scoring.Labels);
        network.CopyParametersFrom([1, 0]);
        return network.EvaluateClasses(new Dataset([[-1f], [0]], [0, 1]));
    }

    private static IEnumerable<(object Printed, string Text)> Examples()
    {
        TimeSpan time = TimeSpan.FromMilliseconds(1234.5);
        var first = new EpochResult(1, 1.25, new Evaluation(0.123456, 0.98765), TimeSpan.FromMilliseconds(54.32));
        var second = new EpochResult(2, 0.0000123456, null, time);
        var dataset = new Dataset(new float[6000], new float[1000], 6, 1);
        return
        [
            (new Sgd(0.1), "Sgd(learning rate 0.1)"),
            (new Momentum(0.05), "Momentum(learning rate 0.05, coefficient 0.9)"),
            (new Momentum(1.5, 0.25) { IsNesterov = true }, "Momentum(learning rate 1.5, coefficient 0.25, Nesterov)"),
            (new Adam(), "Adam(learning rate 0.001, β₁ 0.9, β₂ 0.999, ε 1E-08)"),
            (new Adam { IsAmsGrad = true }, "Adam(learning rate 0.001, β₁ 0.9, β₂ 0.999, ε 1E-08, AMSGrad)"),
            (new AdamW(), "AdamW(learning rate 0.001, β₁ 0.9, β₂ 0.999, ε 1E-08, weight decay 0.01)"),
            (new NAdam(), "NAdam(learning rate 0.002, β₁ 0.9, β₂ 0.999, ε 1E-08, momentum decay 0.004)"),
            (new AdaGrad(), "AdaGrad(learning rate 0.01, ε 1E-10)"),
            (
                new AdaGrad(0.1, 0.25, 0.5) { ClipValue = 2, ClipNorm = 1.5 },
                "AdaGrad(learning rate 0.1, learning rate decay 0.25, initial accumulator 0.5, ε 1E-10, clip value 2, clip norm 1.5)"),
            (new AdaDelta(), "AdaDelta(learning rate 1, ρ 0.9, ε 1E-06)"),
            (new RmsProp(momentum: 0.5) { IsCentered = true }, "RmsProp(learning rate 0.01, α 0.99, ε 1E-08, momentum 0.5, centered)"),
            (new RProp(), "RProp(learning rate 0.01, decrease 0.5, increase 1.2, steps from 1E-06 to 50)"),
            (new Lion { WeightDecay = 1 }, "Lion(learning rate 0.0001, β₁ 0.9, β₂ 0.99, weight decay 1)"),
            (new Lbfgs(), "Lbfgs(learning rate 1, at most 20 iterations a step, history of 100)"),
            (new Adam().StateOf(new LinearNetwork<float>(2, 3)), "Adam's state of Linear after 0 steps"),
            (StateAfterAStep(new Adam()), "Adam's state of Linear after 1 step: first, second"),
            (StateAfterAStep(new Lbfgs(maxIterations: 3) { MaxEvaluations = 100 }), "Lbfgs's state of Linear after 1 step: direction, gradient, step0, difference0 and 2 more"),
            (new StreamState<float>(new LinearNetwork<float>(2, 3).Layout, 4, 0, 1), "state of a stream of Linear after 0 steps"),
            (new ThreadTeam(1), "1 thread"),
            (dataset, "1000 samples of 6 inputs and 1 target"),
            (new Dataset([[1]], [[1, 2]]), "1 sample of 1 input and 2 targets"),
            (new FitOptions(), "10 epochs, batches of 32, Sgd(learning rate 0.1), seed 0"),
            (
                new FitOptions { Epochs = 1, BatchSize = 7, Optimizer = new Adam(0.5), Seed = -3, Threads = 2, Validation = dataset },
                "1 epoch, batches of 7, Adam(learning rate 0.5, β₁ 0.9, β₂ 0.999, ε 1E-08), seed -3, 2 threads, "
                + "validation on 1000 samples of 6 inputs and 1 target"),
            (new FitOptions { Shuffle = false }, "10 epochs, batches of 32, Sgd(learning rate 0.1), not shuffled"),
            (
                new FitOptions { AccumulateBatches = 4, Schedule = Schedule.Cosine(), EarlyStopping = new EarlyStopping(3, 0.5) },
                "10 epochs, batches of 32, Sgd(learning rate 0.1), 4 to a step, cosine to 0, "
                + "stop after 3 epochs without improvement by 0.5, seed 0"),
            (
                new FitOptions { SampleWeights = [1, 2], ClassWeights = [0.5, 3], Shuffle = false },
                "10 epochs, batches of 32, Sgd(learning rate 0.1), weighted samples, class weights 0.5 3, not shuffled"),
            (new Checkpoint("run.safetensors"), "checkpoint in run.safetensors after each epoch"),
            (new Checkpoint("run") { EveryEpochs = 5, EveryBatches = 100 }, "checkpoint in run after 5 epochs and 100 batches"),
            (new EarlyStopping(1), "stop after 1 epoch without improvement"),
            (new ScheduleTime(12, 4690, 469), "step 12 of 4690, epoch 0.02559"),
            (
                new TrainingHistory([first, second], TrainingEnd.EarlyStopping, 1),
                "2 epochs in 1.29 s, best epoch 1: loss 1.25, validation loss 0.1235, accuracy 98.77 %, stopped early"),
            (new TrainingHistory([first, second, first], TrainingEnd.Completed, 2), "3 epochs in 1.34 s, best epoch 2: loss 1.25 → 1.235E-05"),
            (new TrainingHistory([], TrainingEnd.Diverged), "0 epochs in 0 ms, diverged"),
            (WeightAveraging.Exponential(), "moving average with decay 0.999"),
            (WeightAveraging.Stochastic(8), "average from epoch 8 on"),
            (
                new FitOptions { Averaging = WeightAveraging.Stochastic(8), Augment = (_, _) => { }, DivergenceFactor = 0.5 },
                "10 epochs, batches of 32, Sgd(learning rate 0.1), average from epoch 8 on, augmented, 0.5 of the rate after divergence, seed 0"),
            (new SampleRandom(1), "source of random numbers"),
            (SettingSource.Draw(1, 0, source => source)[0], "source of random settings"),
            (new LearningRateRange(), "100 learning rates from 1E-06 to 10"),
            (new LearningRateCurve([1e-3], [1], [1]), "no curve: training diverged at the first learning rate\n"),
            (new WeightMap(), "nothing"),
            (new WeightMap { ["left"] = "layer1", ["right.weight"] = "layer2.kernel" }, "left is layer1, right.weight is layer2.kernel"),
            (new WeightMap { Names = WeightNames.PyTorch, IgnoresOthers = true }, "PyTorch's names, others ignored"),
            (Standardizer.Of(dataset), "standardizer of 6 inputs"),
            (MinMaxScaler.Of(new Dataset([[1]], [[1]])), "min-max scaler of 1 input"),
            (new CrossValidationOptions(), "5 folds, seed 0"),
            (new CrossValidationOptions { Folds = 3, Stratified = true, Threads = 2, Seed = 7 }, "3 stratified folds, seed 7, 2 threads"),
            (new MeanAndDeviation(0.12345, 0.01234), "0.1235 ± 0.0123"),
            (Fold(), "fold 0: loss 1.5, MAE 1, R² 0.5000"),
            (
                new CrossValidationResult([Fold()]),
                "fold       samples  loss  MAE      R²\n0                5   1.5    1  0.5000\n\nmean                 1.5    1  0.5000\ndeviation              0    0  0.0000\n"),
            (new TuningOptions(), "every setting to its end, seed 0"),
            (new TuningOptions { HalvingFactor = 3, Threads = 2, Seed = 1 }, "the best of 3 from round to round, seed 1, 2 threads"),
            (Trial(), "trial 0, (0.01, 8): 0 epochs, loss 0.5, accuracy 75.00 %"),
            (
                new TuningResult<LinearNetwork<float>, (double, int)>([Trial(1), Trial()], Trial(), new LinearNetwork<float>(1, 1)),
                "  trial    setting  epochs  loss  accuracy  best so far\n      0  (0.01, 8)       0     1   75.00 %            1\n      0  (0.01, 8)       0   0.5   75.00 %          0.5\n"),
            (new EvaluationOptions(), "every sample counts the same"),
            (
                new EvaluationOptions { SampleWeights = [1], ClassWeights = [1, 0.5], Names = ["no", "yes"] },
                "weighted samples, class weights 1 0.5, names no yes"),
            (new ClassScores("7", 0.98012, 0.972, 0.976, 0.9996, 1028), "7: precision 0.9801, recall 0.9720, F1 0.9760, ROC AUC 0.9996, support 1028"),
            (new ClassScores("7", 1, 0.5, 0.25, double.NaN, 0.5), "7: precision 1.0000, recall 0.5000, F1 0.2500, support 0.5"),
            (new OutputErrors("0", 1.23456, 2.34567, 0.87654), "0: MAE 1.235, RMSE 2.346, R² 0.8765"),
            (
                new RegressionReport("Net", 5, 1.5, [new OutputErrors("0", 1, 2, 0.5)]),
                "Net on 5 samples: loss 1.5, MAE 1, RMSE 2, R² 0.5000\n"),
            (new ConfusionMatrix([3, 0, 0.5, 2], ["a", "b"]), "is \\ said    a  b\na            3  ·  100.0 %\nb          0.5  2   80.0 %\n"),
            (ReportOfLinear(), "Linear on 2 samples: loss 0.5, accuracy 50.00 %\nROC AUC 1.0000\n\n"
                + "                  precision  recall      F1  ROC AUC  support\n"
                + "0                    0.5000  1.0000  0.6667   1.0000        1\n"
                + "1                    0.0000  0.0000  0.0000   1.0000        1\n\n"
                + "micro average        0.5000  0.5000  0.5000                 2\n"
                + "macro average        0.2500  0.5000  0.3333   1.0000        2\n"
                + "weighted average     0.2500  0.5000  0.3333   1.0000        2\n\n"
                + "is \\ said  0  1\n0          1  ·  100.0 %\n1          1  ·    0.0 %\n"),
            (new Evaluation(1234567.8, 0.5), "loss 1.235E+06, accuracy 50.00 %"),
            (new Evaluation(0.25, double.NaN), "loss 0.25"),
            (new Evaluation(double.NaN, 0), "loss NaN, accuracy 0.00 %"),
            (first, "epoch 1: loss 1.25, validation loss 0.1235, accuracy 98.77 %, 54.3 ms"),
            (second, "epoch 2: loss 1.235E-05, 1.23 s"),
            (new TrainingProgress(3, 10, 12, 469, 0.08712, null), "epoch 3 of 10, batch 12 of 469, loss 0.08712"),
            (
                new TrainingProgress(1, 2, 469, 469, 1.25, first),
                "epoch 1 of 2, batch 469 of 469, loss 1.25, validation loss 0.1235, accuracy 98.77 %"),
            (new TrainingHistory([first, second], TrainingEnd.Completed), "2 epochs in 1.29 s, loss 1.25 → 1.235E-05"),
            (new TrainingHistory([first], TrainingEnd.Cancelled), "1 epoch in 54.3 ms, loss 1.25, validation loss 0.1235, accuracy 98.77 %, cancelled"),
            (new TrainingHistory([], TrainingEnd.Cancelled), "0 epochs in 0 ms, cancelled"),
            (new LinearNetwork<float>(2, 3), "Linear in plain loops"),
            (
                new GradientTensor("layer 1, weights", 12, 10, 1, 0, "w1_0_2", 0.25, 0.25, 0.125, GradientVerdict.CorrectWithKinks),
                "layer 1, weights: 10 of 12 checked, 1 at a kink, none wrong; worst w1_0_2, backward 0.25, dual numbers 0.25, difference 0.125"),
            (
                new GradientReport(
                    "Net", 1, 0.5, 0.5, true, [new GradientTensor("b", 1, 1, 0, 0, "b1_0", 1, 1, 1, GradientVerdict.Correct)]),
                """
                Gradients of Net over 1 sample, loss 5.000000e-01, over dual numbers 5.000000e-01

                parameters  checked  worst      backward  dual numbers   differences  verdict
                b                 1  b1_0   1.000000e+00  1.000000e+00  1.000000e+00  correct

                All 1 gradients that were checked are correct.

                """.ReplaceLineEndings("\n")),
        ];
    }
}
