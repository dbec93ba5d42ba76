using System.Globalization;
using System.Text;
using TelegramBotStack.Deployment.Errors;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Releases;
using TelegramBotStack.Deployment.Runtimes;
using TelegramBotStack.Deployment.Status;

namespace TelegramBotStack.Deployment.Systemd;

/// <summary>
/// Runs a bot's instances as services of a system without Docker. A release is a directory of hard links to the files of
/// all releases; what each service is, its unit file tells.
/// </summary>
internal sealed class SystemdRuntime(IHost host, string bot) : IBotRuntime
{
    private static readonly TimeSpan UploadLimit = TimeSpan.FromMinutes(15);
    private readonly UnitPaths paths = new(bot);

    public async Task<string> ReadArchitectureAsync(CancellationToken cancellationToken)
    {
        var result = await host.RunAsync(new HostCommand(UnitScripts.Check), cancellationToken);
        var said = result.Output.Trim();
        return result.ExitCode switch
        {
            0 => said is "aarch64" or "arm64" ? "arm64" : "amd64",
            77 => throw SystemdErrors.NotRoot(host.Name),
            _ => throw SystemdErrors.NotFit(host.Name, said),
        };
    }

    public async Task<IReadOnlyList<BotInstance>> ListAsync(CancellationToken cancellationToken)
    {
        var output = await RunAsync(UnitScripts.List, [bot, paths.Root], cancellationToken);
        return
        [
            .. output.Split('\n').Select(line => line.Split('\t')).Where(fields => fields.Length == 6).Select(fields =>
                new BotInstance(fields[0], fields[1], fields[2], UnitState.IsRunning(fields[4].Trim().Split(' ')))
                {
                    KeepsContract = fields[3] != UnitFile.StopFirst,
                    Status = UnitState.IsRunning(fields[4].Trim().Split(' ')) && fields[5].Length > 0 ? InstanceStatus.Parse(Encoding.UTF8.GetBytes(fields[5])) : null,
                }),
        ];
    }

    public async Task<BotInstance> CreateAsync(Release release, string instance, string? data, CancellationToken cancellationToken)
    {
        var unit = paths.Unit(instance);
        var content = Encoding.UTF8.GetBytes(UnitFile.Of(bot, release, instance));
        await RunAsync(new HostCommand(UnitScripts.Create, HostScripts.Lines([unit], content)), cancellationToken);
        return new BotInstance(unit, release.Id, instance, IsRunning: false) { KeepsContract = !release.Container.StopFirst };
    }

    public Task StartAsync(BotInstance instance, CancellationToken cancellationToken) =>
        RunAsync(UnitScripts.Start, [instance.Id], cancellationToken);

    public Task StopAsync(BotInstance instance, CancellationToken cancellationToken) =>
        RunAsync(UnitScripts.Stop, [instance.Id], cancellationToken);

    public async Task<bool> GuardAsync(
        BotInstance old, BotInstance candidate, string lockFile, string guardFile, CancellationToken cancellationToken)
    {
        var input = HostScripts.Lines([old.Id, candidate.Id, lockFile, guardFile]);
        return (await host.RunAsync(new HostCommand(UnitScripts.Guard, input), cancellationToken)).ExitCode == 0;
    }

    public Task SignalAsync(BotInstance instance, string signal, CancellationToken cancellationToken) =>
        RunAsync(UnitScripts.Signal, [instance.Id, signal], cancellationToken);

    public Task KeepRunningAsync(BotInstance instance, CancellationToken cancellationToken) =>
        RunAsync(UnitScripts.KeepRunning, [instance.Id], cancellationToken);

    public Task RemoveAsync(BotInstance instance, CancellationToken cancellationToken) =>
        RunAsync(UnitScripts.Remove, [instance.Id], cancellationToken);

    public async Task<ProcessState> InspectAsync(BotInstance instance, CancellationToken cancellationToken) =>
        UnitState.Parse(await RunAsync(UnitScripts.Inspect, [instance.Id], cancellationToken));

    public async Task<InstanceStatus?> ReadStatusAsync(BotInstance instance, CancellationToken cancellationToken)
    {
        var content = await host.ReadFileAsync($"{paths.Data}/.botstack/instances/{instance.Instance}.json", cancellationToken);
        return content is null ? null : InstanceStatus.Parse(content);
    }

    public async Task<IReadOnlyDictionary<string, string>> ReadSecretsAsync(BotInstance instance, CancellationToken cancellationToken)
    {
        var output = await RunAsync(UnitScripts.ReadSecrets, [paths.Secrets(instance.Release)], cancellationToken);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ', 2))
            .ToDictionary(fields => fields[0], fields => Encoding.UTF8.GetString(Convert.FromBase64String(fields[1])), StringComparer.Ordinal);
    }

    public async Task ReadLogAsync(BotInstance instance, LogRange range, Action<string> onLine, CancellationToken cancellationToken)
    {
        var input = HostScripts.Lines(
        [
            instance.Id,
            range.Tail?.ToString(CultureInfo.InvariantCulture) ?? "",
            range.Since?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) ?? "",
            range.Follow ? "yes" : "",
        ]);
        await using var reading = await host.StartAsync(new HostCommand(UnitScripts.ReadLog, input), cancellationToken);
        while (await reading.Output.ReadLineAsync(cancellationToken) is { } line)
        {
            onLine(line);
        }
    }

    public async Task UploadAsync(Release release, ReleaseContent content, CancellationToken cancellationToken)
    {
        var same = content.Same is { } other && await HasAsync(other, cancellationToken) ? other.Id : "";
        AppFiles? files = null;
        byte[] archive = [];
        if (same.Length == 0)
        {
            files = AppFiles.Of(content.App ?? throw DeployErrors.ImageGone(release.Image, host.Name));
            var keys = files.Manifest.Select(line => line.Split('\t')[0]).Distinct();
            var missing = await RunAsync(UnitScripts.Missing, [paths.Root, .. keys], cancellationToken);
            archive = await files.PackAsync(missing.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal), cancellationToken);
        }

        var secrets = content.Secrets.Select(secret => $"{secret.Key} {Convert.ToBase64String(Encoding.UTF8.GetBytes(secret.Value))}");
        string[] lines = [paths.Root, paths.User, release.Id, same, files?.Program ?? "", .. files?.Manifest ?? [], "", .. secrets, ""];
        await RunAsync(new HostCommand(UnitScripts.Upload, HostScripts.Lines(lines, archive), UploadLimit), cancellationToken);
    }

    public Task RemoveReleaseAsync(Release release, CancellationToken cancellationToken) =>
        RunAsync(UnitScripts.RemoveRelease, [paths.Root, release.Id], cancellationToken);

    public Task PurgeAsync(CancellationToken cancellationToken) => RunAsync(UnitScripts.Purge, [paths.Root, paths.User], cancellationToken);

    /// <summary>Another bot on the host whose token has the fingerprint; null when there is none.</summary>
    public async Task<string?> FindTokenAsync(string fingerprint, CancellationToken cancellationToken) =>
        (await RunAsync(UnitScripts.SameToken, [bot, fingerprint], cancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();

    private async Task<bool> HasAsync(Release release, CancellationToken cancellationToken) =>
        (await host.RunAsync(new HostCommand(UnitScripts.HasRelease, HostScripts.Line(paths.Release(release.Id))), cancellationToken)).ExitCode == 0;

    private Task<string> RunAsync(string script, IEnumerable<string> lines, CancellationToken cancellationToken) =>
        RunAsync(new HostCommand(script, HostScripts.Lines(lines), TimeSpan.FromSeconds(60)), cancellationToken);

    private async Task<string> RunAsync(HostCommand command, CancellationToken cancellationToken)
    {
        var result = await host.RunAsync(command, cancellationToken);
        return result.ExitCode == 0 ? result.Output : throw SystemdErrors.Refused(host.Name, result.ExitCode, result.Error.Trim());
    }
}
