using System;
using System.IO;
using GenNet;

const int Steps = 12_000;
const int Batch = 128;
const int Shown = 1000;

var random = new Random(1);
var generator = new Generator(seed: 1);
var discriminator = new Discriminator(seed: 2);
var deceiver = new Deceiver();
var judging = new Adam(0.001, beta1: 0.5);
var deceiving = new Adam(0.001, beta1: 0.5);

// A deceiver's parameters are those of the generator, then those of the discriminator.
float[] parameters = new float[Deceiver.ParameterCount];
Span<float> ofGenerator = parameters.AsSpan(0, Generator.ParameterCount);
Span<float> ofDiscriminator = parameters.AsSpan(Generator.ParameterCount);
generator.CopyParametersTo(ofGenerator);

float[] points = new float[2 * Batch * Generator.OutputSize];
float[] verdicts = new float[2 * Batch];
verdicts.AsSpan(0, Batch).Fill(1);
float[] noise = new float[Batch * Generator.InputSize];
float[] yes = new float[Batch];
Array.Fill(yes, 1);
for (int step = 1; step <= Steps; step++)
{
    // The discriminator learns which points were given, and which the generator made.
    Ring.Draw(random, points.AsSpan(0, Batch * 2));
    Ring.Normal(random, noise);
    generator.Predict(noise, points.AsSpan(Batch * 2));
    float judged = discriminator.TrainStep(points, verdicts, judging);

    // The generator learns to make points of which it says yes.
    discriminator.CopyParametersTo(ofDiscriminator);
    deceiver.CopyParametersFrom(parameters);
    Ring.Normal(random, noise);
    float deceived = deceiver.TrainStep(noise, yes, deceiving);
    deceiver.CopyParametersTo(parameters);
    generator.CopyParametersFrom(ofGenerator);
    if (step % 2000 == 0)
    {
        Console.WriteLine(FormattableString.Invariant($"step {step,5}: loss of the discriminator {judged:F3}, of the generator {deceived:F3}"));
    }
}

float[] given = new float[Shown * 2];
float[] made = new float[Shown * 2];
float[] drawn = new float[Shown * Generator.InputSize];
Ring.Draw(random, given);
Ring.Normal(random, drawn);
generator.Predict(drawn, made);
(int blobs, double near) = Ring.Judge(made);
Console.WriteLine(FormattableString.Invariant($"of {Shown} points that it made {100 * near:F0} % lie in one of the {Ring.Blobs} blobs, and {blobs} of those have some"));

string picture = Path.Combine(AppContext.BaseDirectory, "gan.svg");
File.WriteAllText(picture, Picture.Of(given, made));
Console.WriteLine($"picture saved to {picture}");
return blobs == Ring.Blobs && near > 0.75 ? 0 : 1;
