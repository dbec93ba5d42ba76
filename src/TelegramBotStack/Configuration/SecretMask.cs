using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace TelegramBotStack.Configuration;

/// <summary>Takes the token out of texts that leave the process.</summary>
internal sealed class SecretMask
{
    public const string Replacement = "***";

    private readonly string? _secret;

    private SecretMask(string? secret) => _secret = secret;

    public static SecretMask None { get; } = new(null);

    public static SecretMask For(IConfiguration configuration)
    {
        // A malformed token is masked as a whole: it may be another secret.
        var text = configuration[SettingNames.Token]?.Trim();
        return string.IsNullOrEmpty(text) ? None : new SecretMask(text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..]);
    }

    /// <summary>
    /// The part after the colon is what is secret. Masking only that finds the token however its colon is escaped.
    /// </summary>
    [return: NotNullIfNotNull(nameof(text))]
    public string? Apply(string? text)
        => string.IsNullOrEmpty(_secret) ? text : text?.Replace(_secret, Replacement, StringComparison.Ordinal);

    public bool IsIn(string? text)
        => !string.IsNullOrEmpty(_secret) && text?.Contains(_secret, StringComparison.Ordinal) == true;
}
