using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace GenNet.Numerics;

/// <summary>
/// Where a pass's inputs are not 0. A product's terms that are 0 for every row of a tile add nothing to its sums, so tiles visit the
/// others alone: of the pixels of handwritten digits, a forward tile needs 44 % and a weight-gradient tile 28 %.
/// </summary>
/// <typeparam name="T">The network's floating-point type.</typeparam>
/// <remarks>
/// A 0 counts as 0 whatever it is multiplied by, also where a weight is infinite or NaN. A tile visits it nevertheless where another of its samples
/// is not 0, and gets NaN from such a weight: its samples are then computed once more, each by itself (<see cref="FindOne"/>).
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct Nonzeros<T>
    where T : unmanaged
{
    /// <summary>How many inputs share a word of <see cref="_words"/>.</summary>
    private const int InputsPerWord = 16;

    private readonly ref ushort _lists;
    private readonly ref ushort _words;
    private readonly int _inputs;
    private readonly int _stride;
    private readonly int _samplesPerTile;
    private readonly int _listLength;
    private readonly int _wordsLength;

    /// <summary>Lays the lists and words over scratch memory.</summary>
    /// <param name="workspace">
    /// As many bytes as the generator's <c>Footprint.NonzeroValues</c> counts, of any content.
    /// </param>
    /// <param name="inputs">The number of values a sample has, 65,535 at most.</param>
    /// <param name="stride">The distance from one sample's values to the next sample's.</param>
    /// <param name="mostSamples">The most samples of a pass.</param>
    /// <param name="samplesPerTile">How many samples a forward tile takes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Nonzeros(ref T workspace, int inputs, int stride, int mostSamples, int samplesPerTile)
    {
        _inputs = inputs;
        _stride = stride;
        _samplesPerTile = samplesPerTile;
        _listLength = ListLength(inputs);
        _wordsLength = WordsLength(mostSamples);
        _lists = ref Unsafe.As<T, ushort>(ref workspace);
        _words = ref Unsafe.Add(ref _lists, (nint)_listLength * Math.Max((mostSamples / samplesPerTile) + 1, samplesPerTile));
    }

    /// <summary>Finds them for samples <paramref name="first"/> to <paramref name="end"/>, tile by tile.</summary>
    /// <param name="inputs">samples × stride values.</param>
    /// <param name="first">The first sample.</param>
    /// <param name="end">The sample after the last. Fewer than a tile takes are tiles of one sample each.</param>
    [MethodImpl(Kernel.Options)]
    public void Find(ref readonly T inputs, int first, int end)
    {
        ref T x = ref Unsafe.AsRef(in inputs);
        if (end - first == 1)
        {
            // No portion of a larger pass is that small, so nobody asks for the words.
            FindAlone(ref x, first, first);
            return;
        }

        if (end - first < _samplesPerTile)
        {
            for (int sample = first; sample < end; sample++)
            {
                Find(ref x, sample, sample, samples: 1);
            }

            FindInAny(end - first);
            return;
        }

        for (int next = first; next < end; next += _samplesPerTile)
        {
            // As the tiles are laid: the last moves back so as not to overrun.
            Find(ref x, next / _samplesPerTile, Math.Min(next, end - _samplesPerTile), _samplesPerTile);
        }
    }

    /// <summary>
    /// Finds them for one forward tile whose sums are next. Tile by tile, because a tile's multiply-adds leave the memory idle that
    /// the inputs of the next tile come from: an epoch of MNIST takes 55 ms instead of 62.
    /// </summary>
    /// <param name="inputs">samples × stride values.</param>
    /// <param name="sample">The tile's first sample.</param>
    /// <param name="count">How many inputs are not 0 in one of the tile's samples or more.</param>
    /// <returns>The first of them; they ascend.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    [CLSCompliant(false)]
    public ref ushort FindTile(ref readonly T inputs, nint sample, out int count)
    {
        int tile = (int)sample / _samplesPerTile;
        Find(ref Unsafe.AsRef(in inputs), tile, (int)sample, _samplesPerTile);
        return ref Inputs(tile, out count);
    }

    /// <summary>Finds them for one sample of a pass whose tiles are all done.</summary>
    /// <param name="inputs">samples × stride values.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="count">How many inputs are not 0 in it.</param>
    /// <returns>The first of them; they ascend.</returns>
    [CLSCompliant(false)]
    public ref ushort FindOne(ref readonly T inputs, nint sample, out int count)
    {
        int tile = (int)sample / _samplesPerTile;
        FindAlone(ref Unsafe.AsRef(in inputs), tile, (int)sample);
        return ref Inputs(tile, out count);
    }

    /// <summary>The inputs that are not 0 in every sample of a forward tile, in ascending order.</summary>
    /// <param name="tile">The tile: its first sample divided by the samples of a tile; where there is no whole tile, the sample.</param>
    /// <param name="count">How many there are.</param>
    /// <returns>The first of them.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    [CLSCompliant(false)]
    public ref ushort Inputs(int tile, out int count)
    {
        ref ushort list = ref Unsafe.Add(ref _lists, (nint)tile * _listLength);
        count = list;
        return ref Unsafe.Add(ref list, 1);
    }

    /// <summary>The inputs that are not 0 in one sample or more, of a pass of fewer samples than a tile takes; in ascending order.</summary>
    /// <param name="samples">The number of samples of the pass.</param>
    /// <param name="count">How many inputs there are.</param>
    /// <returns>The first of them.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    [CLSCompliant(false)]
    public ref ushort InputsOfAny(int samples, out int count) => ref Inputs(samples == 1 ? 0 : samples, out count);

    /// <summary>The samples in which one of four inputs is not 0, in ascending order.</summary>
    /// <param name="input">The first of the four inputs, a multiple of four.</param>
    /// <param name="samples">The number of samples of the pass.</param>
    /// <param name="list">Receives them: room for 16 more than there are samples.</param>
    /// <returns>How many there are.</returns>
    [MethodImpl(Kernel.Options)]
    [CLSCompliant(false)]
    public int Samples(nint input, int samples, ref ushort list)
    {
        ref ushort words = ref Unsafe.Add(ref _words, input / InputsPerWord * _wordsLength);
        Vector256<ushort> four = Vector256.Create((ushort)(0xF << (int)(input % InputsPerWord)));
        int count = 0;
        for (int sample = 0; sample < samples; sample += 16)
        {
            Vector256<ushort> bits = Vector256.LoadUnsafe(ref words, (nuint)sample) & four;
            uint found = ~Vector256.Equals(bits, Vector256<ushort>.Zero).ExtractMostSignificantBits() & 0xFFFF;
            if (samples - sample < 16)
            {
                // What stands behind the last sample is of an earlier pass.
                found &= (1u << (samples - sample)) - 1;
            }

            count = Append(ref list, count, found, sample);
        }

        return count;
    }

    /// <summary>Whether tiles could leave out nothing: in every sample, each four of twelve inputs have one that is not 0.</summary>
    /// <param name="input">The first of the twelve, a multiple of four.</param>
    /// <param name="samples">The number of samples of the pass.</param>
    /// <returns>Whether <see cref="Samples"/> would find all samples for each four of them.</returns>
    [MethodImpl(Kernel.Options)]
    public bool IsFull(nint input, int samples)
    {
        // The lowest bit of each four, of which there are as many in this word as fit.
        ref ushort words = ref Unsafe.Add(ref _words, input / InputsPerWord * _wordsLength);
        uint lowest = 0x111u << (int)(input % InputsPerWord);
        return IsFull(ref words, (ushort)lowest, samples)
            && (lowest <= ushort.MaxValue || IsFull(ref Unsafe.Add(ref words, _wordsLength), (ushort)(lowest >> InputsPerWord), samples));
    }

    /// <summary>Whether each four inputs whose lowest bit is given have one that is not 0, in every sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsFull(ref ushort words, ushort lowest, int samples)
    {
        Vector256<ushort> fours = Vector256.Create(lowest);
        for (int sample = 0; sample < samples; sample += 16)
        {
            Vector256<ushort> bits = Vector256.LoadUnsafe(ref words, (nuint)sample);
            bits |= bits >>> 1;
            bits |= bits >>> 2;
            uint full = Vector256.Equals(bits & fours, fours).ExtractMostSignificantBits();

            // What stands behind the last sample is of an earlier pass.
            uint asked = samples - sample < 16 ? (1u << (samples - sample)) - 1 : 0xFFFF;
            if ((full & asked) != asked)
            {
                return false;
            }
        }

        return true;
    }

    private static int ListLength(int inputs) => ((inputs + InputsPerWord) / 8 * 8) + 24;

    private static int WordsLength(int samples) => (samples + 31) / 16 * 16;

    [MethodImpl(Kernel.Options)]
    private void Find(ref T inputs, int tile, int sample, int samples)
    {
        // Locals, because a field would be read again after every store.
        nint stride = _stride;
        nint wordsLength = _wordsLength;
        int inputsInWords = _inputs - (_inputs % InputsPerWord);
        ref T x = ref Unsafe.Add(ref inputs, sample * stride);
        ref ushort list = ref Unsafe.Add(ref _lists, (nint)tile * _listLength);
        ref ushort words = ref Unsafe.Add(ref _words, sample);
        int count = 0;
        int input = 0;
        for (; input < inputsInWords; input += InputsPerWord)
        {
            uint any = 0;
            nint inputOfSample = input;
            for (nint i = 0; i < samples; i++)
            {
                uint word = NonzeroBits(ref Unsafe.Add(ref x, inputOfSample));
                Unsafe.Add(ref words, i) = (ushort)word;
                any |= word;
                inputOfSample += stride;
            }

            count = Append(ref Unsafe.Add(ref list, 1), count, any, input);
            words = ref Unsafe.Add(ref words, wordsLength);
        }

        if (input < _inputs)
        {
            count = FindRest(ref Unsafe.Add(ref x, input), ref words, ref Unsafe.Add(ref list, 1), count, input, samples);
        }

        list = (ushort)count;
    }

    /// <summary>
    /// The list of one sample, without the words: those lie as far apart as a pass of many samples has them, and each would bring a cache line of its own.
    /// </summary>
    [MethodImpl(Kernel.Options)]
    private void FindAlone(ref T inputs, int tile, int sample)
    {
        int inputsInWords = _inputs - (_inputs % InputsPerWord);
        ref T x = ref Unsafe.Add(ref inputs, sample * (nint)_stride);
        ref ushort list = ref Unsafe.Add(ref _lists, (nint)tile * _listLength);
        int count = 0;
        int input = 0;
        for (; input < inputsInWords; input += InputsPerWord)
        {
            count = Append(ref Unsafe.Add(ref list, 1), count, NonzeroBits(ref Unsafe.Add(ref x, input)), input);
        }

        if (input < _inputs)
        {
            ref ushort words = ref Unsafe.Add(ref _words, sample + (input / InputsPerWord * (nint)_wordsLength));
            count = FindRest(ref Unsafe.Add(ref x, input), ref words, ref Unsafe.Add(ref list, 1), count, input, samples: 1);
        }

        list = (ushort)count;
    }

    /// <summary>The inputs that fill no word; a method of its own, because most networks have none and need not compile it.</summary>
    [MethodImpl(Kernel.Options)]
    private int FindRest(ref T x, ref ushort words, ref ushort list, int count, int input, int samples)
    {
        uint any = 0;
        for (nint i = 0; i < samples; i++)
        {
            uint word = 0;
            for (int k = 0; k < _inputs - input; k++)
            {
                word |= (IsZero(Unsafe.Add(ref x, (i * _stride) + k)) ? 0u : 1u) << k;
            }

            Unsafe.Add(ref words, i) = (ushort)word;
            any |= word;
        }

        return Append(ref list, count, any, input);
    }

    /// <summary>Makes one more list, behind those of the samples: the inputs that are not 0 in one of them or more.</summary>
    [MethodImpl(Kernel.Options)]
    private void FindInAny(int samples)
    {
        ref ushort list = ref Unsafe.Add(ref _lists, (nint)samples * _listLength);
        ref ushort words = ref _words;
        int count = 0;
        for (int input = 0; input < _inputs; input += InputsPerWord)
        {
            uint any = 0;
            for (nint sample = 0; sample < samples; sample++)
            {
                any |= Unsafe.Add(ref words, sample);
            }

            count = Append(ref Unsafe.Add(ref list, 1), count, any, input);
            words = ref Unsafe.Add(ref words, _wordsLength);
        }

        list = (ushort)count;
    }

    /// <summary>Adds the place of each set bit, counted from <paramref name="start"/>; returns the new count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Append(ref ushort list, int count, uint bits, int start)
    {
        if (bits == 0)
        {
            return count;
        }

        ref ushort next = ref Unsafe.Add(ref list, count);
        if (bits == 0xFFFF)
        {
            (Vector256<ushort>.Indices + Vector256.Create((ushort)start)).StoreUnsafe(ref next);
            return count + InputsPerWord;
        }

        if (Bmi2.X64.IsSupported)
        {
            // The place of each bit is a hexadecimal digit; those of set bits move together, then each becomes an element.
            ulong chosen = Bmi2.X64.ParallelBitDeposit(bits, 0x1111_1111_1111_1111) * 0xF;
            Vector128<byte> digits = Vector128.CreateScalar(
                Bmi2.X64.ParallelBitExtract(0xFEDC_BA98_7654_3210, chosen)).AsByte();
            Vector128<byte> low = digits & Vector128.Create((byte)0xF);
            Vector128<byte> high = (digits.AsUInt16() >>> 4).AsByte() & Vector128.Create((byte)0xF);
            (Vector128<ushort> first, Vector128<ushort> second) = Vector128.Widen(Sse2.UnpackLow(low, high));
            Vector128<ushort> origin = Vector128.Create((ushort)start);
            (first + origin).StoreUnsafe(ref next);
            (second + origin).StoreUnsafe(ref next, 8);
        }
        else
        {
            for (uint rest = bits; rest != 0; rest &= rest - 1)
            {
                next = (ushort)(start + BitOperations.TrailingZeroCount(rest));
                next = ref Unsafe.Add(ref next, 1);
            }
        }

        return count + BitOperations.PopCount(bits);
    }

    /// <summary>A bit for each of 16 values, set where it is not 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint NonzeroBits(ref T x)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            return Unsafe.SizeOf<T>() == sizeof(float)
                ? Bits512(ref x, 0)
                : Bits512(ref x, 0) | (Bits512(ref x, 8) << 8);
        }

        return Unsafe.SizeOf<T>() == sizeof(float)
            ? Bits256(ref x, 0, 8) | (Bits256(ref x, 8, 8) << 8)
            : Bits256(ref x, 0, 4) | (Bits256(ref x, 4, 4) << 4) | (Bits256(ref x, 8, 4) << 8) | (Bits256(ref x, 12, 4) << 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bits512(ref T x, int index)
    {
        ulong isZero = Vector512.Equals(Vector512.LoadUnsafe(ref x, (nuint)index), Vector512<T>.Zero).ExtractMostSignificantBits();
        return (uint)~isZero & (Unsafe.SizeOf<T>() == sizeof(float) ? 0xFFFFu : 0xFFu);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bits256(ref T x, int index, int count)
    {
        uint isZero = Vector256.Equals(Vector256.LoadUnsafe(ref x, (nuint)index), Vector256<T>.Zero).ExtractMostSignificantBits();
        return ~isZero & ((1u << count) - 1);
    }

    private static bool IsZero(T value) => Unsafe.SizeOf<T>() == sizeof(float)
        ? Unsafe.BitCast<T, float>(value) == 0
        : Unsafe.BitCast<T, double>(value) == 0;
}
