using System.Runtime.Versioning;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Encryption;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether files with secrets can be read by their owner alone.</summary>
internal sealed class PermissionsCheck : IFix
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public CheckCategory Category => CheckCategory.Security;

    public string Name => "permissions";

    public IReadOnlyList<Type> After => [typeof(ConfigurationCheck)];

    public Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            return Task.FromResult(CheckOutcome.LeftOut("Windows has no modes of files"));
        }

        string[] files = [.. Files(context)];
        return Task.FromResult(new CheckOutcome(
            files.Length == 0 ? "no files with secrets here" : $"only you can read {string.Join(", ", files.Select(Path.GetFileName))}",
            [
                .. files.Where(IsOpen).Select(Open),
            ]));
    }

    public Task<string?> FixAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            return Task.FromResult<string?>(null);
        }

        string[] open = [.. Files(context).Where(IsOpen)];
        foreach (var file in open)
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return Task.FromResult<string?>(open.Length == 0 ? null : $"chmod 600 {string.Join(' ', open)}");
    }

    [UnsupportedOSPlatform("windows")]
    private static bool IsOpen(string file) => (File.GetUnixFileMode(file) & Others) != 0;

    [UnsupportedOSPlatform("windows")]
    private static Finding Open(string file) => RepositoryFindings.Permissions(file, Convert.ToString((int)File.GetUnixFileMode(file), 8));

    private static IEnumerable<string> Files(DoctorContext context)
    {
        string?[] candidates =
        [
            Path.Combine(context.Directory, ".env"),
            context.Settings.Host.Key,
            new IdentityFile().Path,
            .. context.Settings.Secrets.Values.OfType<FileSecret>().Select(secret => secret.Path),
        ];
        return candidates.OfType<string>().Where(File.Exists).Distinct();
    }
}
