using System.Text;
using System.Text.RegularExpressions;

namespace TelegramBotStack.Deployment.Publishing;

/// <summary>Which glibc a native program needs: it is linked against this machine's, and runs with that of its image.</summary>
internal static partial class LibcVersion
{
    /// <summary>Of the runtime-deps image on Ubuntu 24.04.</summary>
    public static readonly Version OfImage = new(2, 39);

    /// <summary>The newest version whose symbols the program asks for; null when it asks for none.</summary>
    public static Version? NeededBy(string program) =>
        Symbol().Matches(Encoding.Latin1.GetString(File.ReadAllBytes(program))).Select(match => Version.Parse(match.Groups[1].Value)).Max();

    // Names of symbol versions end with a zero in an ELF file.
    [GeneratedRegex(@"GLIBC_(2\.[0-9]{1,3})(?:\.[0-9]+)?\0")]
    private static partial Regex Symbol();
}
