using System.Text.Json;

namespace Nuke.Common.Parameters;

/// <summary><c>.nuke/parameters.json</c> or the file of a profile.</summary>
internal sealed class ParametersFile
{
    private readonly Dictionary<string, JsonElement> _values;

    private ParametersFile(string path, string? profile, Dictionary<string, JsonElement> values)
    {
        Path = path;
        Profile = profile;
        _values = values;
    }

    public string Path { get; }
    public string? Profile { get; }
    public IEnumerable<string> Names => _values.Keys.Where(name => !name.StartsWith('$'));

    /// <summary>The value under the exact name.</summary>
    public JsonElement? Find(string name) => _values.TryGetValue(name, out var value) ? value : null;

    /// <summary>The files that apply, those that win first: profiles, the last given first, then the common file.</summary>
    /// <exception cref="UsageException">A profile has no file, or a file is not a JSON object.</exception>
    public static IReadOnlyList<ParametersFile> Load(string directory, IReadOnlyList<string> profiles)
    {
        var files = profiles.Reverse().Select(profile => Read(directory, profile)).ToList();
        if (File.Exists(System.IO.Path.Combine(directory, "parameters.json")))
            files.Add(Read(directory, null));
        return files;
    }

    private static ParametersFile Read(string directory, string? profile)
    {
        var path = System.IO.Path.Combine(directory, profile is null ? "parameters.json" : $"parameters.{profile}.json");
        if (!File.Exists(path))
            throw new UsageException($"Profile '{profile}' has no file: {path}.");
        try
        {
            using var stream = File.OpenRead(path);
            using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var values = document.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.Clone(), StringComparer.Ordinal);
            return new ParametersFile(path, profile, values);
        }
        // Not a JSON object: EnumerateObject throws the second, a repeated name the third.
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new UsageException($"{path} is not a JSON object of parameters: {exception.Message}");
        }
    }
}
