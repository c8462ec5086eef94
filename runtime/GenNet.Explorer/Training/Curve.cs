using System;
using System.Collections.Generic;

namespace GenNet.Exploring;

/// <summary>
/// A curve that never has more points than a screen has columns: where there are more, every second one goes, and from then on half as many come.
/// Belongs to the thread that trains; readers take copies through <see cref="Since"/>.
/// </summary>
internal sealed class Curve
{
    private const int MostPoints = 1024;

    private readonly List<CurvePoint> _points = [];
    private readonly object _lock = new();
    private int _generation;
    private int _keepEvery = 1;
    private int _offered;

    /// <summary>Adds a point behind all that are further left; those that are not were of a past that has been left.</summary>
    /// <param name="point">The point.</param>
    /// <param name="isWanted">Whether it is to be kept whatever comes.</param>
    public void Add(in CurvePoint point, bool isWanted)
    {
        lock (_lock)
        {
            int end = _points.Count;
            while (end > 0 && _points[end - 1].Epoch >= point.Epoch)
            {
                end--;
            }

            if (end < _points.Count)
            {
                _points.RemoveRange(end, _points.Count - end);
                _generation++;
            }

            if (!isWanted && _offered++ % _keepEvery != 0)
            {
                return;
            }

            _points.Add(point);
            if (_points.Count > MostPoints)
            {
                Thin();
            }
        }
    }

    /// <summary>What a reader has not seen yet.</summary>
    /// <param name="generation">The generation that it has seen, −1 for none; becomes the present one.</param>
    /// <param name="count">How many points of that it has seen; becomes how many there are.</param>
    /// <param name="isAll">Whether these are all points, and those that it has seen are to be thrown away.</param>
    public CurvePoint[] Since(ref int generation, ref int count, out bool isAll)
    {
        lock (_lock)
        {
            isAll = generation != _generation;
            int from = isAll ? 0 : count;
            generation = _generation;
            count = _points.Count;
            return [.. _points[from..]];
        }
    }

    private void Thin()
    {
        int kept = 0;
        for (int i = 0; i < _points.Count; i += 2)
        {
            _points[kept++] = _points[i];
        }

        _points.RemoveRange(kept, _points.Count - kept);
        _keepEvery = Math.Min(_keepEvery * 2, 1 << 20);
        _generation++;
    }
}
