using System.Text;

namespace TelegramBotStack.Deployment.Hosts;

/// <summary>Data for constant scripts, which read it line by line from their standard input.</summary>
internal static class HostScripts
{
    /// <summary>One line of input.</summary>
    /// <exception cref="ArgumentException">The value has a line break, or a zero character, in it.</exception>
    public static byte[] Line(string value) => value.AsSpan().ContainsAny('\n', '\0')
        ? throw new ArgumentException("A line of input cannot hold a line break.", nameof(value))
        : Encoding.UTF8.GetBytes(value + "\n");

    /// <summary>Lines of input, followed by content as it is.</summary>
    public static byte[] Lines(IEnumerable<string> lines, ReadOnlyMemory<byte> content = default) =>
        [.. lines.SelectMany(Line), .. content.Span];
}
