namespace Assay.Import.Evaluation;

/// <summary>How the lines that a program reads compare with those that the float model reads.</summary>
/// <param name="All">All lines.</param>
/// <param name="Chinese">The lines with an ideograph in them.</param>
/// <param name="Latin">The other lines.</param>
public sealed record RecognitionReport(RecognitionShares All, RecognitionShares Chinese, RecognitionShares Latin);

/// <summary>The comparison for some lines; all shares are 0 where there is no line. Spaces around a line do not count.</summary>
/// <param name="Lines">Number of lines.</param>
/// <param name="SameText">Share of lines that both read alike, 0 to 1.</param>
/// <param name="SameTextWithSpaces">The same, where spaces around a line count.</param>
/// <param name="SameCharacters">1 less the edit distance over the float model's characters.</param>
/// <param name="FloatCorrect">Share of lines that the float model reads as they were rendered.</param>
/// <param name="ProgramCorrect">Share of lines that the program reads as they were rendered.</param>
public sealed record RecognitionShares(
    int Lines, double SameText, double SameTextWithSpaces, double SameCharacters, double FloatCorrect, double ProgramCorrect);
