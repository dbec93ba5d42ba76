using System.Text;

namespace TelegramBotStack.Deployment.Secrets;

/// <summary>
/// Turns the bytes of a file, of standard input or of a command into a value. Nothing is changed but one line break at
/// the end, which editors and <c>echo</c> add, and a byte order mark at the beginning. Text in UTF-16 with such a mark,
/// as Windows writes it, is read as well.
/// </summary>
internal static class SecretText
{
    /// <exception cref="DecoderFallbackException">The bytes are no text; a value that were changed silently would be worse.</exception>
    public static async Task<string> ReadAsync(Stream source, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(
            source, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
        return WithoutLastLineBreak(await reader.ReadToEndAsync(cancellationToken));
    }

    private static string WithoutLastLineBreak(string text) =>
        text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
}
