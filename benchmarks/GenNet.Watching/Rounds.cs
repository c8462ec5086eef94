using System.Collections.Generic;

namespace GenNet.Watching;

/// <param name="Seconds">How long a round takes.</param>
/// <param name="Rounds">How often it is looked and looked away.</param>
/// <param name="IsPinned">Whether training has core 1 for itself, and all else core 0.</param>
internal sealed record WatchOptions(double Seconds, int Rounds, bool IsPinned);

/// <summary>What training did in a round.</summary>
/// <param name="StepsOfProcessor">Steps for each second of processor time of the thread that trains.</param>
/// <param name="StepsOfClock">Steps a second.</param>
/// <param name="BrowserCores">Processor seconds a second of all processes of the browser.</param>
/// <param name="ServerCores">The same of all threads of the program but the one that trains.</param>
/// <param name="EpochMilliseconds">Processor time of the thread that trains, for each epoch.</param>
internal sealed record Round(double StepsOfProcessor, double StepsOfClock, double BrowserCores, double ServerCores, double EpochMilliseconds);

/// <summary>What the page did in a round.</summary>
/// <param name="Training">What training did meanwhile.</param>
/// <param name="Updates">Updates a second that came.</param>
/// <param name="Frames">Frames a second.</param>
/// <param name="LongestGap">Milliseconds between two frames, at most.</param>
/// <param name="Drawing">Milliseconds of drawing in each frame that something was drawn in.</param>
/// <param name="LongTasks">Milliseconds of the main thread's tasks of 50 and more.</param>
internal sealed record PageRound(Round Training, double Updates, double Frames, double LongestGap, double[] Drawing, IReadOnlyList<double> LongTasks);

/// <summary>What a reader that draws nothing got in a round.</summary>
/// <param name="Training">What training did meanwhile.</param>
/// <param name="Updates">Updates a second that came.</param>
/// <param name="Pictures">Pictures a second that came.</param>
internal sealed record ReaderRound(Round Training, double Updates, double Pictures);
