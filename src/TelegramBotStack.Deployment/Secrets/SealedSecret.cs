using System.Security.Cryptography;
using System.Text;
using TelegramBotStack.Deployment.Encryption;

namespace TelegramBotStack.Deployment.Secrets;

/// <summary>
/// One encrypted value, as the age tool's text form. Name and environment are encrypted with it, so that a value cannot
/// be put under another name or into another environment by whoever can write the file and not read it.
/// </summary>
internal static class SealedSecret
{
    private const string Label = "AGE ENCRYPTED FILE";

    public static string Seal(string name, string? environment, string value, IReadOnlyCollection<AgeRecipient> recipients) =>
        PemEncoding.WriteString(Label, AgeFile.Encrypt([.. Head(name, environment), .. Encoding.UTF8.GetBytes(value)], recipients));

    /// <summary>Whether a text is a sealed value that nobody damaged as a text; what is in it only the recipients know.</summary>
    public static bool IsSealed(string text) => TryRead(text, out _);

    /// <exception cref="AgeException">It is damaged, for others, or was sealed for another name or environment.</exception>
    public static string Open(string text, string name, string? environment, IReadOnlyCollection<AgeIdentity> identities)
    {
        if (!TryRead(text, out var encrypted))
        {
            throw new AgeException("It is damaged.");
        }

        var content = AgeFile.Decrypt(encrypted, identities);
        var head = Head(name, environment);
        return content.AsSpan().StartsWith(head)
            ? Encoding.UTF8.GetString(content.AsSpan(head.Length))
            : throw new AgeException("It was encrypted for another name or another environment.");
    }

    private static bool TryRead(string text, out byte[] encrypted)
    {
        encrypted = [];
        if (!PemEncoding.TryFind(text, out var fields) || text[fields.Label] != Label)
        {
            return false;
        }

        encrypted = Convert.FromBase64String(text[fields.Base64Data]);
        return PemEncoding.WriteString(Label, encrypted) == text.ReplaceLineEndings("\n").Trim();
    }

    // A name and an environment have no line break in them, so that no two heads look the same.
    private static byte[] Head(string name, string? environment) =>
        Encoding.UTF8.GetBytes($"botstack-secret 1\nname: {name}\nenvironment: {environment}\n\n");
}
