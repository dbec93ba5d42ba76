using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Docker;
using TelegramBotStack.Deployment.Errors;

namespace TelegramBotStack.Deployment.Diagnosis.Checks;

/// <summary>Whether a deployment that was cut off left something behind. The next one clears it.</summary>
internal sealed class LeftoversCheck : ICheck
{
    public CheckCategory Category => CheckCategory.Bot;

    public string Name => "leftovers";

    public IReadOnlyList<Type> After => [typeof(HealthCheck)];

    public async Task<CheckOutcome> RunAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        if (context.Facts.LockHolder is not null)
        {
            return CheckOutcome.LeftOut("somebody deploys just now");
        }

        var state = context.State;
        var found = new List<string>();
        if (state.Journal is { } journal)
        {
            found.Add($"a deployment of release {journal.Release} by {journal.By} that stopped at '{journal.Step}'");
        }

        found.AddRange(context.Instances.Where(instance => instance.Instance.Release != state.Active)
            .Select(instance => $"a container of release {instance.Instance.Release}"));
        var releases = state.Releases.Select(release => release.Id).ToHashSet(StringComparer.Ordinal);
        found.AddRange((await VolumesAsync(context, cancellationToken))
            .Where(release => !releases.Contains(release) && release != state.Journal?.Release)
            .Select(release => $"secrets of the unknown release {release}"));
        return new CheckOutcome("none", [.. found.Select(BotFindings.Leftovers)]);
    }

    private static async Task<IEnumerable<string>> VolumesAsync(DoctorContext context, CancellationToken cancellationToken)
    {
        var session = context.Session;
        if (!session.UsesDocker)
        {
            return [];
        }

        var volumes = await DockerConnection.CallAsync(session.Host, () => session.Docker.Volumes.ListAsync(
            new VolumesListParameters
            {
                Filters = new Dictionary<string, IDictionary<string, bool>>
                {
                    ["label"] = new Dictionary<string, bool> { [$"{Labels.Bot}={session.Bot}"] = true },
                },
            },
            cancellationToken));
        return (volumes.Volumes ?? [])
            .Select(volume => volume.Labels is { } labels && labels.TryGetValue(Labels.Release, out var release) ? release : null)
            .OfType<string>();
    }
}
