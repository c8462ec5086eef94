using System;

namespace GenNet;

/// <summary>
/// Changes a sample when it is about to be learnt, so that no epoch sees the same one twice: moves an image, adds noise, leaves values out. Called for each sample
/// and epoch, on whichever thread fetches the sample, with a generator that follows from the seed, the epoch and the sample's place in it alone: the same bits come out
/// for any number of threads and after a resume.
/// </summary>
/// <param name="inputs">The sample's inputs, to be changed in place. They are a copy.</param>
/// <param name="random">What to draw from. It belongs to this call.</param>
public delegate void Augmentation(Span<float> inputs, SampleRandom random);
