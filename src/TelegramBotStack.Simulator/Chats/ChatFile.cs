namespace TelegramBotStack.Simulator;

/// <summary>A file in a message.</summary>
/// <param name="FileId">What the bot names it by; another one for each bot.</param>
/// <param name="Name">Its name; empty for a photo.</param>
/// <param name="Content">What is in it.</param>
/// <param name="IsPhoto">True for a photo, false for a document.</param>
public sealed record ChatFile(string FileId, string Name, ReadOnlyMemory<byte> Content, bool IsPhoto);
