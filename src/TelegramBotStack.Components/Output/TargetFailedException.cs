namespace TelegramBotStack.Components.Output;

/// <summary>Marks a target as failed after its error has been explained on the screen.</summary>
internal sealed class TargetFailedException(string message) : Exception(message);
