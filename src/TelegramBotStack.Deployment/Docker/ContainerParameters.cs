using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Configuration;
using TelegramBotStack.Deployment.Hosts;
using TelegramBotStack.Deployment.Images;
using TelegramBotStack.Deployment.Releases;

namespace TelegramBotStack.Deployment.Docker;

/// <summary>What Docker is told to make a release's container (Docker API: POST /containers/create).</summary>
internal static class ContainerParameters
{
    /// <summary>Value of the label on a container whose bot does not keep the process contract.</summary>
    public const string StopFirst = "stop-first";

    public static CreateContainerParameters Of(string bot, Release release, string instance, string data)
    {
        var settings = release.Container;
        var labels = new Dictionary<string, string>
        {
            [Labels.Bot] = bot,
            [Labels.Release] = release.Id,
            [Labels.Instance] = instance,
            [Labels.ConfigHash] = release.ConfigHash,
            [Labels.TokenFingerprint] = release.TokenFingerprint,
            [Labels.Commit] = release.Commit ?? "",
        };
        if (settings.StopFirst)
        {
            labels[Labels.Handover] = StopFirst;
        }

        var variables = new Dictionary<string, string>(settings.Variables)
        {
            ["BOTSTACK_DATA"] = "/data",
            ["BOTSTACK_INSTANCE"] = instance,
            ["BOTSTACK_RELEASE"] = release.Id,
        };
        if (settings.TimeZone is { } zone)
        {
            variables["TZ"] = zone;
        }

        return new CreateContainerParameters
        {
            Name = Names.Container(bot, instance),
            Image = release.Image,
            Labels = labels,
            Env = [.. variables.Select(variable => $"{variable.Key}={variable.Value}")],
            User = $"{Dockerfiles.UserId}:{Dockerfiles.UserId}",

            // Named, or Docker takes every signal, such as the one to park, for a stop, and never starts the container again.
            StopSignal = settings.StopFirst ? null : "SIGTERM",
            ExposedPorts = settings.HostNetwork ? new Dictionary<string, EmptyStruct>() : settings.Ports.ToDictionary(port => $"{port.Inside}/tcp", _ => default(EmptyStruct)),
            HostConfig = new HostConfig
            {
                NetworkMode = settings.HostNetwork ? "host" : Names.Network(bot),
                PortBindings = Bindings(settings.HostNetwork ? [] : settings.Ports),
                ReadonlyRootfs = true,
                CapDrop = ["ALL"],
                SecurityOpt = ["no-new-privileges"],
                Memory = settings.MemoryBytes ?? 0,
                NanoCPUs = (long)((settings.Cpus ?? 0) * 1_000_000_000),
                PidsLimit = settings.Pids,
                Tmpfs = new Dictionary<string, string> { ["/tmp"] = "rw,noexec,nosuid,nodev,size=64m" },
                LogConfig = new LogConfig
                {
                    Type = "json-file",
                    Config = new Dictionary<string, string> { ["max-size"] = "10m", ["max-file"] = "3" },
                },
                // A candidate that fails must stay down; one that is kept is told to restart.
                RestartPolicy = new RestartPolicy { Name = RestartPolicyKind.No },
                Mounts =
                [
                    new Mount
                    {
                        Type = "volume", Source = data, Target = "/data",
                        VolumeOptions = new VolumeOptions { Labels = new Dictionary<string, string> { [Labels.Bot] = bot } },
                    },
                    new Mount { Type = "volume", Source = Names.SecretsVolume(bot, release.Id), Target = "/run/secrets", ReadOnly = true },

                    // Small images have no zones; the host's are kept up to date.
                    .. settings.TimeZone is null
                        ? (Mount[])[]
                        : [new Mount { Type = "bind", Source = ZonesOnHost.Directory, Target = ZonesOnHost.Directory, ReadOnly = true }],
                ],
            },
        };
    }

    private static Dictionary<string, IList<PortBinding>> Bindings(IReadOnlyList<PublishedPort> ports) => ports
        .GroupBy(port => $"{port.Inside}/tcp")
        .ToDictionary(
            group => group.Key,
            group => (IList<PortBinding>)[.. group.Select(port => new PortBinding { HostIP = port.Address, HostPort = $"{port.OnHost}" })]);
}
