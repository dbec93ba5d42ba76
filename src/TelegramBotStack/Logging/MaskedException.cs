namespace TelegramBotStack.Logging;

/// <summary>Stands for an exception whose text contained the token.</summary>
internal sealed class MaskedException(string text) : Exception(text)
{
    public override string ToString() => Message;
}
