using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace TelegramBotStack.Configuration;

/// <summary>Takes the token, the passwords of databases and the secret of a webhook out of texts that leave the process.</summary>
internal sealed class SecretMask
{
    public const string Replacement = "***";

    private readonly string[] _secrets;

    // The longest first, so that none is left in part because another is a part of it.
    private SecretMask(IEnumerable<string> secrets) => _secrets = [.. secrets.Distinct().OrderByDescending(secret => secret.Length)];

    public static SecretMask None { get; } = new([]);

    public static SecretMask For(IConfiguration configuration) => new(
    [
        .. TokenSecrets(configuration[SettingNames.Token]),
        .. DatabasePassword.In(configuration[SettingNames.Postgres]),
        .. DatabasePassword.In(configuration[SettingNames.Redis]),
        .. DatabasePassword.In(configuration[SettingNames.LeasePostgres]),
        .. DatabasePassword.In(configuration[SettingNames.LeaseRedis]),
        .. configuration[SettingNames.WebhookSecret]?.Trim() is { Length: > 0 } secret ? [secret] : Array.Empty<string>(),
    ]);

    [return: NotNullIfNotNull(nameof(text))]
    public string? Apply(string? text)
        => text is null ? null : _secrets.Aggregate(text, (masked, secret) => masked.Replace(secret, Replacement, StringComparison.Ordinal));

    public bool IsIn(string? text)
        => text is not null && Array.Exists(_secrets, secret => text.Contains(secret, StringComparison.Ordinal));

    /// <summary>
    /// The part after the colon is what is secret. Masking only that finds the token however its colon is escaped. A
    /// malformed token is masked as a whole: it may be another secret.
    /// </summary>
    private static IEnumerable<string> TokenSecrets(string? setting)
        => setting?.Trim() is { Length: > 0 } token && token[(token.IndexOf(':', StringComparison.Ordinal) + 1)..] is { Length: > 0 } secret
            ? [secret]
            : [];
}
