namespace Nethereum.ABI.FunctionEncoding.Attributes;

/// <summary>Marks a class as the return values of a function.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class FunctionOutputAttribute : Attribute;
