using Assay.Protocol.Models;

namespace Assay.Cli.Infrastructure;

/// <summary>What to say about a model that is not active.</summary>
internal static class RegistrationError
{
    /// <summary>One line with the model's state, and what can be done about it.</summary>
    public static string Inactive(RegisteredModel model) => model.State switch
    {
        ModelState.Unknown => $"expected a registered model, but {model.ModelId} is not; run 'assay model register' first",
        ModelState.Pending => $"expected an active model, but {model.ModelId} is pending until {Terminal.Time(model.ActiveAt)}",
        _ => $"expected an active model, but {model.ModelId} is {model.State.ToString().ToLowerInvariant()}",
    };
}
