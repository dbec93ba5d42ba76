namespace TelegramBotStack.Components.Parameters;

/// <summary>A component whose result can be read by a program.</summary>
public interface IHazJson : INukeBuild
{
    /// <summary>Whether the result is printed as JSON, alone on standard output. Default: no.</summary>
    [Parameter("Print the result as JSON on standard output, everything else on standard error")]
    bool Json => TryGetValue<bool?>(() => Json) ?? false;
}
