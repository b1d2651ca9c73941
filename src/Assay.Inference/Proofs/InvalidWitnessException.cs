namespace Assay.Inference;

/// <summary>A witness is not what the step needs, or does not lead to the roots.</summary>
/// <param name="message">What is wrong with it.</param>
public sealed class InvalidWitnessException(string message) : Exception(message);
