namespace TelegramBotStack.Commands;

/// <summary>Noted at a handler whose description is a text of several languages.</summary>
internal sealed record DescriptionKey(string Key);
