namespace TelegramBotStack.Components.Demonstration;

/// <summary>A phase of the demo did not do what it shows.</summary>
internal sealed class DemoFailedException(string message) : Exception(message);
