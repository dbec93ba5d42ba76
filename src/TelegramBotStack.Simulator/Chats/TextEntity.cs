namespace TelegramBotStack.Simulator;

/// <summary>A part of a text with a meaning, as in the Bot API's MessageEntity.</summary>
/// <param name="Type">For example <c>bot_command</c>, <c>mention</c>, <c>url</c>, <c>bold</c>.</param>
/// <param name="Offset">Where it starts, in UTF-16 code units.</param>
/// <param name="Length">Its length in UTF-16 code units.</param>
public sealed record TextEntity(string Type, int Offset, int Length)
{
    /// <summary>The address of a <c>text_link</c>.</summary>
    public string? Url { get; init; }

    /// <summary>The programming language of a <c>pre</c>.</summary>
    public string? Language { get; init; }
}
