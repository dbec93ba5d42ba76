namespace TelegramBotStack.Components.Parameters;

/// <summary>A component that asks before it does what is hard to take back.</summary>
public interface IHazYes : INukeBuild
{
    /// <summary>Answers yes to every question, such as whether to pin a host key that is seen for the first time.</summary>
    [Parameter("Answer yes to every question")]
    bool Yes => TryGetValue<bool?>(() => Yes) ?? false;
}
