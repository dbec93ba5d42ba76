using System.Text.Json;

namespace TelegramBotStack.EndToEnd;

/// <summary>What a Docker Engine has, as far as it belongs to some bots or to nobody of ours.</summary>
internal sealed class DockerInventory(string socket) : IDisposable
{
    private readonly DockerApi docker = new(socket);

    /// <summary>A volume of somebody else's, with a name that could be one of ours.</summary>
    public Task AddStrangerAsync() => docker.Post("volumes/create", """{ "Name": "botstack-echo-strangers" }""");

    /// <summary>A line for each container, volume, network and image that belongs to one of the bots, or to nobody of ours.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(IReadOnlySet<string> bots)
    {
        var lines = new List<string>();
        foreach (var container in (await docker.Get("containers/json?all=true")).EnumerateArray())
        {
            Add(container, "container", $"{container.GetProperty("Id")} {container.GetProperty("State")}");
        }

        foreach (var volume in (await docker.Get("volumes")).GetProperty("Volumes").EnumerateArray())
        {
            Add(volume, "volume", $"{volume.GetProperty("Name")} {volume.GetProperty("CreatedAt")}");
        }

        foreach (var network in (await docker.Get("networks")).EnumerateArray())
        {
            Add(network, "network", $"{network.GetProperty("Id")}");
        }

        foreach (var image in (await docker.Get("images/json")).EnumerateArray())
        {
            Add(image, "image", $"{image.GetProperty("Id")} {image.GetProperty("RepoTags")}");
        }

        return [.. lines.Order(StringComparer.Ordinal)];

        void Add(JsonElement thing, string kind, string what)
        {
            var owner = thing.GetProperty("Labels") is { ValueKind: JsonValueKind.Object } labels && labels.TryGetProperty("botstack.bot", out var bot)
                ? bot.GetString()
                : null;
            if (owner is null || bots.Contains(owner))
            {
                lines.Add($"{kind} {what}");
            }
        }
    }

    public void Dispose() => docker.Dispose();
}
