namespace TelegramBotStack.Deployment.Configuration;

/// <summary>Reads <c>image.dockerfile</c>: a file in the repository, <c>none</c>, or nothing for the Dockerfile in its root.</summary>
internal static class DockerfileSection
{
    private const string None = "none";

    /// <returns>Absolute path of the Dockerfile the image is built from; null for the stack's own image.</returns>
    public static string? Read(YamlSection image, string directory, DeploymentMethod method)
    {
        const string key = "dockerfile";
        var named = image.Text(key);
        if (method == DeploymentMethod.Systemd)
        {
            foreach (var useless in new[] { key, "base" }.Where(useless => image.Node(useless) is not null))
            {
                image.Report(image.Node(useless), useless, "has no effect with 'method: systemd'");
            }

            return null;
        }

        if (named == None)
        {
            return null;
        }

        var path = Path.GetFullPath(Path.Combine(directory, named ?? "Dockerfile"));
        var isThere = File.Exists(path);
        if (named is not null && (!isThere || !path.StartsWith(directory.TrimEnd('/', '\\') + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
        {
            image.Report(image.Node(key), key, $"must be a file in the repository, or '{None}'");
        }

        if (isThere && image.Node("base") is { } node)
        {
            image.Report(node, "base", $"has no effect beside {named ?? "the repository's Dockerfile"}; 'dockerfile: {None}' ignores that");
        }

        return isThere ? path : null;
    }
}
