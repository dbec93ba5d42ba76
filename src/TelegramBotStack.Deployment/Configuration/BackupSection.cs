using TelegramBotStack.Deployment.Encryption;

namespace TelegramBotStack.Deployment.Configuration;

/// <summary>Reads <c>backup</c>: when backups are made, where they are kept and for how long.</summary>
internal static class BackupSection
{
    public static BackupSettings Read(YamlSection section, string directory)
    {
        var defaults = new BackupSettings();
        var path = section.Text("directory");
        return new BackupSettings
        {
            BeforeDeploy = section.Value<bool>("before-deploy", "true or false", text => text switch
            {
                "true" => true,
                "false" => false,
                _ => null,
            }) ?? defaults.BeforeDeploy,
            Copy = section.Value<BackupCopy>("copy", "home or host", text => text switch
            {
                "home" => BackupCopy.Home,
                "host" => BackupCopy.Host,
                _ => null,
            }) ?? defaults.Copy,
            Keep = section.Integer("keep", 1, 1000) ?? defaults.Keep,
            KeepDays = section.Integer("keep-days", 1, 3650),
            Directory = path is null ? null : Path.GetFullPath(Path.Combine(directory, Home(path))),
            Recipients = [.. ReadRecipients(section)],
            Schedule = ReadSchedule(section),
        };
    }

    private static string Home(string path) => path.StartsWith("~/", StringComparison.Ordinal)
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..])
        : path;

    private static IEnumerable<AgeRecipient> ReadRecipients(YamlSection section)
    {
        foreach (var text in section.Words("recipients") ?? [])
        {
            if (AgeRecipient.TryParse(text, out var recipient))
            {
                yield return recipient;
            }
            else
            {
                section.Report(section.Node("recipients"), "recipients", $"has '{text}' in it, which is no recipient; one is written age1…");
            }
        }
    }

    private static string? ReadSchedule(YamlSection section)
    {
        if (section.Text("schedule") is not { } text)
        {
            return null;
        }

        var cron = CronExpression.TryParse(text, out var expression) ? expression : null;
        if (cron is null)
        {
            section.Report(section.Node("schedule"), "schedule",
                "must be 'hourly', 'daily at 03:30', 'weekly on sunday at 03:30' or a cron expression such as '30 3 * * *'");
        }

        return cron;
    }
}
