namespace TelegramBotStack.Simulator;

/// <summary>A button under a message.</summary>
/// <param name="Text">What the user sees.</param>
/// <param name="Data">What the bot gets when it is pressed; null for other kinds of buttons.</param>
/// <param name="Url">What a link button opens.</param>
public sealed record MessageButton(string Text, string? Data, string? Url);
