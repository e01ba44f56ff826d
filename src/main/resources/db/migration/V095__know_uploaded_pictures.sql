-- An image that was uploaded to show an app or a person, and that nothing else can use. It goes when it shows nothing any more.
ALTER TABLE upload_files ADD COLUMN picture boolean NOT NULL DEFAULT false;
CREATE INDEX apps_by_image ON apps (tenant_id, lower(icon)) WHERE icon_type = 'image';
