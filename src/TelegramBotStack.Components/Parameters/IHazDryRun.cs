namespace TelegramBotStack.Components.Parameters;

/// <summary>A component that can show what it would do.</summary>
public interface IHazDryRun : INukeBuild
{
    /// <summary>Shows what would be done, and changes nothing. Default: no.</summary>
    [Parameter("Show what would be done, and change nothing")]
    bool DryRun => TryGetValue<bool?>(() => DryRun) ?? false;
}
