using System.Text;

namespace Assay.Import.Text;

/// <summary>A line that was read.</summary>
/// <param name="Value">The text.</param>
/// <param name="Confidence">Mean probability of its characters, 0 to 1; 0 for no character.</param>
public sealed record RecognisedText(string Value, double Confidence);

/// <summary>Turns a recogniser's classes over time into text: the best class of every column, without repetitions and blanks.</summary>
public static class CtcDecoder
{
    /// <summary>Decodes one line.</summary>
    /// <param name="scores">Logits or probabilities, [columns, classes] row by row.</param>
    /// <param name="characters">The classes.</param>
    /// <param name="areLogits">Whether a softmax is still to be applied for the confidence.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ImportException">The number of scores is no multiple of the number of classes.</exception>
    public static RecognisedText Decode(ReadOnlySpan<double> scores, CharacterSet characters, bool areLogits)
    {
        ArgumentNullException.ThrowIfNull(characters);
        int classes = characters.Labels.Count;
        if (scores.Length == 0 || scores.Length % classes != 0)
            throw new ImportException($"Recognised line: {scores.Length} scores; expected a multiple of {classes} classes.");
        var text = new StringBuilder();
        double sum = 0;
        int count = 0, previous = 0;
        for (int start = 0; start < scores.Length; start += classes)
        {
            ReadOnlySpan<double> column = scores.Slice(start, classes);
            int best = Best(column);
            if (best != 0 && best != previous)
            {
                text.Append(characters.Labels[best]);
                sum += areLogits ? Probability(column, best) : column[best];
                count++;
            }

            previous = best;
        }

        return new RecognisedText(text.ToString(), count == 0 ? 0 : sum / count);
    }

    private static int Best(ReadOnlySpan<double> column)
    {
        int best = 0;
        for (int i = 1; i < column.Length; i++)
        {
            if (column[i] > column[best])
                best = i;
        }

        return best;
    }

    private static double Probability(ReadOnlySpan<double> column, int best)
    {
        double total = 0;
        foreach (double value in column)
            total += Math.Exp(value - column[best]);
        return 1 / total;
    }
}
