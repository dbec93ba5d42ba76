namespace TelegramBotStack.Text;

/// <summary>A piece of a formatted text that is never cut.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Source">As it is written.</param>
/// <param name="Visible">What the reader sees; empty for markup.</param>
/// <param name="Closing">Of what opens: how it is closed.</param>
internal readonly record struct MarkupToken(MarkupKind Kind, string Source, string Visible = "", string Closing = "");

internal enum MarkupKind
{
    Text,
    Open,
    Close,
}
