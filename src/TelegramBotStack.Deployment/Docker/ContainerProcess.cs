using System.Globalization;
using Docker.DotNet.Models;
using TelegramBotStack.Deployment.Runtimes;

namespace TelegramBotStack.Deployment.Docker;

/// <summary>What Docker says of a container's process (Docker API: GET /containers/{id}/json).</summary>
internal static class ContainerProcess
{
    public static ProcessState Of(ContainerInspectResponse container)
    {
        var state = container.State!;
        var limits = container.HostConfig;
        return new ProcessState(state.Running, state.ExitCode, container.RestartCount, state.OOMKilled)
        {
            IsRestarting = state.Restarting,
            StartedAt = Time(state.StartedAt),
            EndedAt = Time(state.FinishedAt),
            Health = state.Health?.Status switch
            {
                "starting" => ProcessHealth.Starting,
                "healthy" => ProcessHealth.Healthy,
                "unhealthy" => ProcessHealth.Unhealthy,
                _ => ProcessHealth.None,
            },
            RestartPolicy = Policy(limits?.RestartPolicy?.Name),
            MemoryLimitBytes = limits?.Memory is > 0 and var bytes ? bytes : null,
            UnlimitedLog = limits?.LogConfig is { Type: "json-file" } log && log.Config?.ContainsKey("max-size") != true ? log.Type : null,
        };
    }

    // Docker's zero time is the year 1.
    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time.Year > 1 ? time : null;

    private static string? Policy(RestartPolicyKind? kind) => kind switch
    {
        RestartPolicyKind.UnlessStopped => "unless-stopped",
        RestartPolicyKind.Always => "always",
        RestartPolicyKind.OnFailure => "on-failure",
        RestartPolicyKind.No or RestartPolicyKind.Undefined => "no",
        _ => null,
    };
}
