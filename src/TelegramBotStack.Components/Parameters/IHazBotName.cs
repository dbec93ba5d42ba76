namespace TelegramBotStack.Components.Parameters;

/// <summary>A component that names a new bot.</summary>
public interface IHazBotName : INukeBuild
{
    /// <summary>Name of a new bot's projects, such as <c>EchoBot</c>; for <c>DeployInit</c> of the bot on its host.</summary>
    [Parameter("Name of the new bot, such as EchoBot; for DeployInit the bot's name on the host")]
    string? BotName => TryGetValue(() => BotName);
}
