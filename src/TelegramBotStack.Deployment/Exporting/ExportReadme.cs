using TelegramBotStack.Deployment.Releases;

namespace TelegramBotStack.Deployment.Exporting;

/// <summary>What a person needs to know to run an exported release.</summary>
internal static class ExportReadme
{
    public static string Of(string bot, Release release, string data, string host, int userId) => $"""
        # {bot}, release {release.Id}

        Exported from {host}. This directory runs the release with Docker Engine 20.10 or newer and Compose v2, and with
        nothing else. `secrets/` holds the bot's secrets in plain text: keep it to yourself.

        End the bot where it runs now: two programs with one token take each other's updates. Then, in this directory:

        ```sh
        docker load -i image.tar.gz
        sudo chown -R {userId}:{userId} secrets
        docker compose up -d
        ```

        `docker compose logs -f` shows what it prints, `docker compose down` ends it. Compose mounts the secrets as they lie
        here, so their owner must be the user the bot runs as, {userId}.

        ## Its data

        A new volume is empty. To bring the data along, after the bot has been ended with `./build.sh DeployDown` (which leaves
        its data there) and before `docker compose up -d`:

        ```sh
        ssh {host} 'c=$(docker create -v {data}:/data:ro {release.Image}) && docker cp $c:/data/. - && docker rm $c >&2' > data.tar
        docker compose create
        docker cp - {bot}-bot-1:/data < data.tar
        ```
        """.ReplaceLineEndings("\n") + "\n";
}
