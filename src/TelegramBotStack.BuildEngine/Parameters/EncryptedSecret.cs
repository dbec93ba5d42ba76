using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Nuke.Common.Parameters;

/// <summary>
/// Reads secrets that <c>nuke :secrets</c> wrote: <c>v1:</c> and AES-256-CBC, key and IV from PBKDF2-SHA256 with 10,000 rounds.
/// The format has no authentication and one salt for everyone, so it is only read, for compatibility, and never written.
/// </summary>
internal static class EncryptedSecret
{
    private const string Marker = "v1:";
    private static readonly byte[] Salt = "Ivan Medvedev"u8.ToArray();

    /// <exception cref="UsageException">The value is not encrypted or the password is wrong.</exception>
    public static object? Read(ParameterMember parameter, JsonElement json, ParametersFile file, EnvironmentVariables environment, Action<string> warn)
    {
        if (json.ValueKind != JsonValueKind.String || !json.GetString()!.StartsWith(Marker, StringComparison.Ordinal))
            throw new UsageException($"Secret '{parameter.Name}' in {file.Path} is not encrypted. Remove it from the file and set it in the environment instead.");

        var variable = file.Profile is null ? "PARAMS_KEY" : $"PARAMS_{file.Profile.ToUpperInvariant()}_KEY";
        if (environment.Find(variable) is not { Length: > 0 } password)
        {
            warn($"Secret '{parameter.Name}' in {file.Path} is left out: {variable} holds no password.");
            return null;
        }

        try
        {
            var plain = Decrypt(json.GetString()![Marker.Length..], password);
            return ParameterConverter.Convert(parameter, [plain], Path.GetDirectoryName(file.Path)!);
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            throw new UsageException($"Secret '{parameter.Name}' in {file.Path} cannot be decrypted: the password in {variable} is wrong.");
        }
    }

    private static string Decrypt(string cipherText, string password)
    {
        var material = Rfc2898DeriveBytes.Pbkdf2(password, Salt, 10_000, HashAlgorithmName.SHA256, 48);
        using var aes = Aes.Create();
        aes.Key = material[..32];
        return Encoding.UTF8.GetString(aes.DecryptCbc(Convert.FromBase64String(cipherText), material[32..]));
    }
}
