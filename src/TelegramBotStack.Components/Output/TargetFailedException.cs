namespace TelegramBotStack.Components.Output;

/// <summary>Marks a target as failed after its error has been explained on the screen.</summary>
internal sealed class TargetFailedException(string message) : Exception(message)
{
    /// <summary>The message alone: where in the build it was thrown helps nobody.</summary>
    public override string ToString() => Message;
}
