namespace TelegramBotStack;

/// <summary>What is wrong with a bot's texts.</summary>
public enum TextsFault
{
    /// <summary>A file cannot be read.</summary>
    Malformed,

    /// <summary>A language lacks a text that another one has.</summary>
    Missing,

    /// <summary>No source mentions the text.</summary>
    Unused,

    /// <summary>A source asks for a text that no file has.</summary>
    Unknown,

    /// <summary>The places for values differ from those in the other language.</summary>
    Places,

    /// <summary>The plural forms are not those of the language.</summary>
    Forms,
}

/// <summary>Something that is wrong with a bot's texts.</summary>
/// <param name="File">The file with the fault, below the directory that was checked.</param>
/// <param name="Key">The text's key; null when it is the file itself.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Message">The same in words, with what mends it.</param>
public sealed record TextsFinding(string File, string? Key, TextsFault Fault, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}: {Message}";
}
