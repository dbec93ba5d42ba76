namespace TelegramBotStack.Simulator;

/// <summary>A command in the bot's menu.</summary>
/// <param name="Command">1 to 32 of a-z, 0-9 and <c>_</c>, without the slash.</param>
/// <param name="Description">1 to 256 characters.</param>
public sealed record BotCommand(string Command, string Description);
